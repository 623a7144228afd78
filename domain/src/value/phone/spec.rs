use proptest::prelude::*;
use rstest::rstest;

use super::*;

#[rstest]
#[case::spaces("06 12 34 56 78")]
#[case::dots("06.12.34.56.78")]
#[case::dashes("06-12-34-56-78")]
#[case::slashes("06/12/34/56/78")]
#[case::no_break_spaces("06\u{00A0}12\u{202F}34 56 78")]
#[case::nothing_between("0612345678")]
#[case::with_country("+33 6 12 34 56 78")]
#[case::with_country_and_trunk_zero("+33 (0)6 12 34 56 78")]
#[case::dialled_from_abroad("0033 6 12 34 56 78")]
#[case::dialled_from_abroad_with_trunk_zero("0033 (0)6 12 34 56 78")]
#[case::export_without_plus("33612345678")]
#[case::surrounded_by_spaces("  06 12 34 56 78 ")]
fn one_number_is_understood_in_every_usual_form(#[case] typed: &str) {
    assert_eq!(PhoneNumber::parse(typed).unwrap().as_str(), "+33612345678");
}

#[rstest]
#[case::guadeloupe_mobile("0690 35 12 34", "+590690351234")]
#[case::guadeloupe_line("0590 82 12 34", "+590590821234")]
#[case::guyane_mobile("0694 20 12 34", "+594694201234")]
#[case::guyane_line("0594 30 12 34", "+594594301234")]
#[case::martinique_mobile("0696 20 12 34", "+596696201234")]
#[case::martinique_line("0596 30 12 34", "+596596301234")]
#[case::reunion_mobile("0692 12 34 56", "+262692123456")]
#[case::reunion_line("0262 20 12 34", "+262262201234")]
#[case::mayotte_mobile("0639 01 23 45", "+262639012345")]
#[case::mayotte_line("0269 60 12 34", "+262269601234")]
#[case::freephone_stays_on_the_mainland("0800 12 34 56", "+33800123456")]
#[case::box_number("09 72 12 34 56", "+33972123456")]
#[case::belgian("+32 474 09 11 50", "+32474091150")]
fn overseas_and_foreign_numbers_keep_their_country(#[case] typed: &str, #[case] stored: &str) {
    assert_eq!(PhoneNumber::parse(typed).unwrap().as_str(), stored);
}

#[rstest]
#[case::nothing("")]
#[case::too_short("06 12 34 56")]
#[case::too_long("06 12 34 56 78 9")]
#[case::words("après 18 h")]
#[case::letters_on_keys("0800 PLOMBIER")]
#[case::two_numbers("06 12 34 56 78 ou 06 12 34 56 79")]
#[case::service_number("3949")]
#[case::plus_in_the_middle("06+12345678")]
fn anything_else_is_refused(#[case] typed: &str) {
    assert_eq!(PhoneNumber::parse(typed), Err(PhoneError::Invalid));
}

#[rstest]
#[case::mainland_06("06 12 34 56 78", true)]
#[case::mainland_07("07 56 12 34 56", true)]
#[case::guadeloupe("0690 35 12 34", true)]
#[case::reunion("0692 12 34 56", true)]
#[case::mayotte("0639 01 23 45", true)]
#[case::nancy_line("03 83 12 34 56", false)]
#[case::box_number("09 72 12 34 56", false)]
#[case::freephone("0800 12 34 56", false)]
#[case::belgian_mobile("+32 474 09 11 50", true)]
fn only_mobiles_receive_sms(#[case] typed: &str, #[case] mobile: bool) {
    assert_eq!(PhoneNumber::parse(typed).unwrap().is_mobile(), mobile);
}

#[rstest]
#[case::mainland("+33612345678", "06 12 34 56 78")]
#[case::martinique("+596696201234", "06 96 20 12 34")]
#[case::belgian("+32474091150", "+32 474 09 11 50")]
fn a_number_is_shown_as_people_here_write_it(#[case] stored: &str, #[case] shown: &str) {
    assert_eq!(
        PhoneNumber::parse(stored).unwrap().display_national(),
        shown
    );
}

proptest! {
    // Parsing consults the numbering plans of seven regions, which is slow without optimisation.
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_number_can_be_typed_as_it_is_shown(
        typed in "(0[1-5][0-9]{8}|0[67][0-9]{8}|\\+32 47[0-9]{7}|\\+49 151[0-9]{8})"
    ) {
        if let Ok(number) = PhoneNumber::parse(&typed) {
            prop_assert_eq!(PhoneNumber::parse(&number.display_national()), Ok(number.clone()));
            prop_assert_eq!(PhoneNumber::parse(number.as_str()), Ok(number));
        }
    }

    #[test]
    fn no_input_makes_reading_a_number_fail_otherwise(typed in "[0-9+ ().a-z]{0,30}") {
        let _ = PhoneNumber::parse(&typed);
    }
}

#[test]
fn numbers_kept_for_fiction_are_mobiles() {
    let number = PhoneNumber::parse("06 39 98 12 34").unwrap();
    assert_eq!(number.as_str(), "+33639981234");
    assert_eq!(PhoneNumber::parse("+33 6 39 98 12 34"), Ok(number.clone()));
    assert_eq!(PhoneNumber::parse(number.as_str()), Ok(number.clone()));
    assert!(number.is_mobile());
    assert_eq!(number.display_national(), "06 39 98 12 34");
    assert_eq!(
        PhoneNumber::parse("06 39 98 12 3"),
        Err(PhoneError::Invalid)
    );
}
