use proptest::prelude::*;
use rstest::rstest;

use super::*;

#[rstest]
#[case::with_narrow_spaces("1\u{202F}234,56\u{00A0}€", 123_456)]
#[case::with_plain_spaces("1 234,56", 123_456)]
#[case::with_a_dot("1234.56", 123_456)]
#[case::with_one_decimal("1234,5 €", 123_450)]
#[case::without_decimals("80", 8_000)]
#[case::with_a_trailing_comma("80,", 8_000)]
#[case::with_the_iso_code("80 EUR", 8_000)]
#[case::the_smallest("0,01", 1)]
#[case::the_largest("10 000 000", 1_000_000_000)]
fn an_amount_is_understood_as_people_type_it(#[case] typed: &str, #[case] cents: i64) {
    assert_eq!(Amount::parse(typed).map(Amount::cents), Ok(cents));
}

#[rstest]
#[case::nothing("", AmountError::NotAnAmount)]
#[case::only_the_currency("€", AmountError::NotAnAmount)]
#[case::words("environ 80", AmountError::NotAnAmount)]
#[case::a_missing_digit("1 23,45", AmountError::NotAnAmount)]
#[case::two_separators("1.234,56", AmountError::NotAnAmount)]
#[case::a_sign_after_the_comma("12,+5", AmountError::NotAnAmount)]
#[case::tenths_of_cents("12,345", AmountError::MoreThanTwoDecimals)]
#[case::nothing_at_all("0", AmountError::OutOfRange(AmountOutOfRange { cents: 0 }))]
#[case::less_than_nothing("-12", AmountError::OutOfRange(AmountOutOfRange { cents: -1_200 }))]
#[case::one_cent_too_much("10 000 000,01", AmountError::OutOfRange(AmountOutOfRange { cents: 1_000_000_001 }))]
#[case::beyond_any_number("99999999999999999999", AmountError::OutOfRange(AmountOutOfRange { cents: i64::MAX }))]
fn a_wrong_amount_says_why(#[case] typed: &str, #[case] why: AmountError) {
    assert_eq!(Amount::parse(typed), Err(why));
}

#[rstest]
#[case(1, "0,01\u{00A0}€")]
#[case(80_000, "800,00\u{00A0}€")]
#[case(123_456, "1\u{202F}234,56\u{00A0}€")]
#[case(1_000_000_000, "10\u{202F}000\u{202F}000,00\u{00A0}€")]
fn an_amount_is_written_the_french_way(#[case] cents: i64, #[case] written: &str) {
    assert_eq!(Amount(cents).to_string(), written);
}

#[test]
fn an_amount_is_stored_as_whole_cents() {
    assert_eq!(serde_json::to_string(&Amount(123_456)).unwrap(), "123456");
}

proptest! {
    #[test]
    fn every_amount_can_be_typed_as_it_is_written(cents in 1..=1_000_000_000_i64) {
        let amount = Amount::from_cents(cents).unwrap();
        prop_assert_eq!(Amount::parse(&amount.to_string()), Ok(amount));
    }

    #[test]
    fn no_input_makes_reading_an_amount_fail_otherwise(typed in "\\PC{0,40}") {
        let _ = Amount::parse(&typed);
    }
}
