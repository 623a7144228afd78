//! Who is told for information, and by which channels? Each way to somebody is a box of its own: `<who>|<channel>`.

use domain::personal::Personal;
use domain::ticket::{Channels, Informed, Module, Person, PersonDetails};

use super::desk::Desk;
use crate::pages::field::{Choice, Field, Maker};
use crate::pages::people;
use crate::pages::read::Reader;
use crate::pages::say::Say;
use crate::text::Language;

/// The ways in which somebody can be reached, each with its address.
pub fn ways(t: Language, code: &str, who: &str, details: &Personal<PersonDetails>) -> Vec<Choice> {
    let ways = [
        ("email", people::email(details).to_owned()),
        ("sms", people::phone(details)),
    ];
    let known = ways.into_iter().filter(|(_, address)| !address.is_empty());
    let choice = |(channel, address): (&str, String)| {
        let how = t.say(&format!("by-{channel}"));
        Choice::new(format!("{code}|{channel}"), format!("{who}, {how}")).hint(address)
    };
    known.map(choice).collect()
}

/// Each of those ticked once, with all the channels ticked for them.
pub fn ticked(values: &[String]) -> Vec<(String, Channels)> {
    let mut ticked: Vec<(String, Channels)> = Vec::new();
    for (code, channel) in values.iter().filter_map(|value| value.split_once('|')) {
        if !ticked.iter().any(|(known, _)| known == code) {
            ticked.push((code.to_owned(), Channels::NONE));
        }
        for (_, channels) in ticked.iter_mut().filter(|(known, _)| known == code) {
            channels.email |= channel == "email";
            channels.sms |= channel == "sms";
        }
    }
    ticked
}

/// The other members of the council, who are told that somebody was asked, and do not decide.
pub fn members(desk: &Desk<'_>, make: &Maker<'_>) -> Option<Field> {
    let asking = desk.asking?;
    let president = asking.deciders.president;
    let members = asking.council.iter();
    let others = members.filter(|member| Some(member.id) != president);
    let ways = others.flat_map(|member| {
        let details = member.for_ticket().details;
        ways(make.t, &member.id.to_string(), &member.name, &details)
    });
    let choices: Vec<Choice> = ways.collect();
    let ticks = make.ticks("informed", "field-council-informed", choices);
    (!asking.council.is_empty() && desk.opening.module == Module::Syndic)
        .then(|| make.optional(ticks.tall()))
        .filter(|field| field.has_choices())
}

/// Those ticked. Whoever is asked to decide is told by that.
pub fn informed(desk: &Desk<'_>, reader: &Reader<'_>, approver: &Person) -> Vec<Informed> {
    let council = desk.asking.map(|asking| asking.council.as_slice());
    let council = council.unwrap_or_default();
    let ticked = ticked(reader.typed.all("informed")).into_iter();
    let known = ticked.filter_map(|(code, channels)| {
        let member = council.iter().find(|it| it.id.to_string() == code)?;
        let person = member.for_ticket();
        Some(Informed { person, channels })
    });
    let others = known.filter(|it| it.person.party != approver.party);
    others.collect()
}
