//! Does the directory keep what it was told, find it again, and keep agencies apart?

use chrono::Utc;
use domain::ids::{AgencyId, PropertyId};
use domain::ticket::{Channels, Module};
use harness::database::TestDatabase;
use harness::on_both;
use infra::database::Kind;
use infra::directory::{
    Agency, AgencySettings, ContractorRecord, Directory, PartyRecord, PostalAddress, PropertyRecord,
};
use infra::message::address_book::AddressBook;
use infra::staff::StaffRecord;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

const OURS: AgencyId = AgencyId::new(Uuid::from_u128(1));
const THEIRS: AgencyId = AgencyId::new(Uuid::from_u128(2));

fn records<T: DeserializeOwned>(of: Value) -> Vec<T> {
    serde_json::from_value(of).expect("records")
}

fn parties() -> Vec<PartyRecord> {
    records(json!([
        {"external_key": "P1", "name": "Hélène Œuvrard", "phone": "06 39 98 00 01", "channels": {"email": false, "sms": true}},
        {"external_key": "P2", "name": "Marc Lebœuf", "email": "marc@parc.example"},
    ]))
}

fn properties() -> Vec<PropertyRecord> {
    let address = json!({"street": "4, rue Gilbert", "postal_code": "54000", "city": "Nancy"});
    records(json!([
        {"external_key": "C1", "module": "syndic", "kind": "co_ownership", "reference": "0101",
         "name": "Résidence du Parc", "address": address, "team": {"manager": "S1"},
         "council": [{"party": "P1", "president": true}, {"party": "P2"}]},
        {"external_key": "L1", "module": "gerance", "kind": "unit", "reference": "G-12", "name": "T3, 2e étage",
         "address": address, "building": "C1", "landlord": "P1", "tenant": "P2",
         "works_threshold_cents": 50_000, "team": {"manager": "S1", "assistant": "S2"}},
    ]))
}

fn contractors() -> Vec<ContractorRecord> {
    records(json!([
        {"external_key": "F1", "company": "Plomberie Géhin", "trades": ["Plomberie", "Chauffage"],
         "email": "contact@gehin.example", "phone": "0639980011", "siret": "732 829 320 00074",
         "channels": {"email": true, "sms": true}},
        {"external_key": "F2", "company": "Serrures Arnould", "trades": ["Serrurerie"]},
        {"external_key": "F3", "company": "Plomberie Fermée", "trades": ["Plomberie"], "active": false},
    ]))
}

fn agency(id: AgencyId, web_name: &str) -> Agency {
    Agency {
        id,
        name: "Cabinet Durand".to_owned(),
        address: PostalAddress::default(),
        phone: None,
        email: None,
        zone: chrono_tz::Europe::Paris,
        locale: "fr".to_owned(),
        sms_sender: "DURAND".to_owned(),
        web_name: web_name.to_owned(),
        colour: "#1d4e89".to_owned(),
        settings: AgencySettings::default(),
    }
}

struct Filled {
    directory: Directory,
    properties: Vec<PropertyId>,
    database: TestDatabase,
}

async fn filled(on: Kind) -> Filled {
    let database = TestDatabase::new(on).await;
    let directory = Directory::new(database.database.clone());
    // Properties first: a record may name another that comes later.
    let ids = directory
        .upsert_properties(OURS, &properties())
        .await
        .expect("properties");
    directory
        .upsert_parties(OURS, &parties())
        .await
        .expect("parties");
    directory
        .upsert_contractors(OURS, &contractors())
        .await
        .expect("contractors");
    Filled {
        directory,
        properties: ids,
        database,
    }
}

async fn references(directory: &Directory, module: Module, text: &str) -> Vec<String> {
    let found = directory
        .find_properties(OURS, module, text, 10)
        .await
        .expect("found");
    found
        .into_iter()
        .map(|property| property.reference)
        .collect()
}

async fn a_property_is_found_without_accents_and_by_its_people(on: Kind) {
    let Filled { directory, .. } = &filled(on).await;
    assert_eq!(
        references(directory, Module::Syndic, "RESIDENCE parc").await,
        ["0101"]
    );
    assert_eq!(
        references(directory, Module::Gerance, "oeuvrard etage").await,
        ["G-12"]
    );
    assert_eq!(
        references(directory, Module::Gerance, "leboeuf").await,
        ["G-12"]
    );
    assert_eq!(
        references(directory, Module::Syndic, "etage").await,
        [""; 0]
    );
    assert_eq!(
        references(directory, Module::Syndic, "%").await,
        ["0101"],
        "nothing to look for finds all"
    );
}

async fn a_property_knows_its_people(on: Kind) {
    let Filled {
        directory,
        properties,
        ..
    } = &filled(on).await;
    let building = directory
        .property(OURS, properties[0])
        .await
        .expect("read")
        .expect("there");
    let unit = directory
        .property(OURS, properties[1])
        .await
        .expect("read")
        .expect("there");
    assert!(building.manager.is_some() && building.assistant.is_none());
    assert_eq!(building.manager, unit.manager);
    assert_eq!(building.president, unit.landlord);
    assert_eq!(unit.building, Some(building.id));
    assert_eq!(
        unit.works_threshold.map(|amount| amount.cents()),
        Some(50_000)
    );

    let council = directory.council(OURS, building.id).await.expect("read");
    let names: Vec<_> = council
        .iter()
        .map(|seat| (seat.party.name.as_str(), seat.president))
        .collect();
    assert_eq!(names, [("Hélène Œuvrard", true), ("Marc Lebœuf", false)]);
    assert_eq!(council[0].party.channels, Channels::SMS);
}

async fn contractors_are_found_by_trade_and_by_name_unless_inactive(on: Kind) {
    let Filled { directory, .. } = &filled(on).await;
    assert_eq!(
        directory.trades(OURS).await.expect("read"),
        ["Chauffage", "Plomberie", "Serrurerie"]
    );
    let plumbers = directory
        .contractors_of_trade(OURS, "Plomberie")
        .await
        .expect("read");
    assert_eq!(plumbers.len(), 1);
    assert_eq!(plumbers[0].trades, ["Chauffage", "Plomberie"]);
    let found = directory
        .find_contractors(OURS, "gehin plomb", 10)
        .await
        .expect("found");
    assert_eq!(found, plumbers);
    assert_eq!(
        directory
            .find_contractors(OURS, "fermee", 10)
            .await
            .expect("found"),
        []
    );
}

async fn the_same_records_again_change_nothing(on: Kind) {
    let Filled {
        directory,
        properties: before,
        ..
    } = &filled(on).await;
    let again = directory
        .upsert_properties(OURS, &properties())
        .await
        .expect("properties");
    directory
        .upsert_contractors(OURS, &contractors())
        .await
        .expect("contractors");
    assert_eq!(&again, before);
    assert_eq!(
        directory
            .council(OURS, before[0])
            .await
            .expect("read")
            .len(),
        2
    );
    assert_eq!(
        directory
            .contractors_of_trade(OURS, "Plomberie")
            .await
            .expect("read")
            .len(),
        1
    );
}

async fn another_agency_finds_nothing(on: Kind) {
    let Filled {
        directory,
        properties,
        ..
    } = &filled(on).await;
    assert_eq!(
        directory
            .property(THEIRS, properties[0])
            .await
            .expect("read"),
        None
    );
    assert_eq!(
        directory.find_parties(THEIRS, "", 10).await.expect("found"),
        []
    );
    assert_eq!(directory.trades(THEIRS).await.expect("read"), [""; 0]);
}

async fn two_presidents_are_refused_and_nothing_is_taken_in(on: Kind) {
    let Filled {
        directory,
        properties: ids,
        ..
    } = &filled(on).await;
    let mut changed = properties();
    changed[1].name = "Autre nom".to_owned();
    changed[0]
        .council
        .iter_mut()
        .for_each(|seat| seat.president = true);
    changed.reverse();
    assert!(directory.upsert_properties(OURS, &changed).await.is_err());
    let unit = directory
        .property(OURS, ids[1])
        .await
        .expect("read")
        .expect("there");
    assert_eq!(unit.name, "T3, 2e étage");
}

async fn an_erased_party_leaves_no_trace_but_its_place(on: Kind) {
    let Filled {
        directory,
        properties,
        database,
    } = &filled(on).await;
    let unit = directory
        .property(OURS, properties[1])
        .await
        .expect("read")
        .expect("there");
    let landlord = unit.landlord.expect("a landlord");
    let mut tx = database.database.begin().await.expect("a transaction");
    let erased = Directory::erase_party(&mut tx, OURS, landlord, Utc::now()).await;
    assert!(erased.expect("erased"));
    tx.commit().await.expect("committed");
    // The other system knows nothing of it, and sends everybody again tomorrow.
    directory
        .upsert_parties(OURS, &parties())
        .await
        .expect("taken in");
    let unit = directory
        .property(OURS, properties[1])
        .await
        .expect("read")
        .expect("there");
    assert_eq!(unit.landlord_name.as_deref(), Some("[effacé]"));
    assert_eq!(
        directory
            .find_parties(OURS, "oeuvrard", 10)
            .await
            .expect("found"),
        []
    );
}

async fn an_agency_keeps_its_settings_and_signs_its_letters(on: Kind) {
    let Filled {
        directory,
        database,
        ..
    } = &filled(on).await;
    let mut ours = agency(OURS, "cabinet-durand");
    ours.settings.syndic.reopening_allowed = true;
    directory.upsert_agency(&ours).await.expect("added");
    directory
        .upsert_agency(&agency(THEIRS, "autre"))
        .await
        .expect("added");
    assert_eq!(directory.agency(OURS).await.expect("read"), Some(ours));
    assert_eq!(directory.agencies().await.expect("read").len(), 2);

    let clock = infra::clock::Clock::system();
    let staff = infra::staff::Staff::new(database.database.clone(), clock);
    let claire: Vec<StaffRecord> = records(json!([
        {"external_key": "S1", "email": "c@durand.example", "name": "Claire Durand", "roles": ["manager"]}
    ]));
    let ids = staff.upsert(OURS, &claire).await.expect("taken in");
    let letterhead = directory
        .letterhead(OURS)
        .await
        .expect("read")
        .expect("there");
    assert_eq!(letterhead.sms_sender, "DURAND");
    let colleague = directory
        .staff(OURS, ids[0])
        .await
        .expect("read")
        .expect("there");
    assert_eq!(colleague.name, "Claire Durand");
    assert_eq!(directory.staff(THEIRS, ids[0]).await.expect("read"), None);
}

#[test]
fn settings_that_were_stored_before_a_key_existed_have_its_default() {
    let stored = json!({"syndic": {"reopening_allowed": true}});
    let settings: AgencySettings = serde_json::from_value(stored).expect("settings");
    assert!(settings.syndic.reopening_allowed);
    assert!(settings.gerance.assistants.open_tickets);
}

on_both!(
    a_property_is_found_without_accents_and_by_its_people,
    a_property_knows_its_people,
    contractors_are_found_by_trade_and_by_name_unless_inactive,
    the_same_records_again_change_nothing,
    another_agency_finds_nothing,
    two_presidents_are_refused_and_nothing_is_taken_in,
    an_erased_party_leaves_no_trace_but_its_place,
    an_agency_keeps_its_settings_and_signs_its_letters,
);
