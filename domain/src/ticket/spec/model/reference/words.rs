//! What is possible at every step: words, details, files.

use super::super::act::Shown;
use super::super::cast::{Part, Party, Reach, Who};
use super::{Call, File, Outcome, Reference, Request, Ruled, Why, no, not_at, unless};

impl Reference {
    pub(super) fn write(&mut self, from: Party) -> Ruled {
        self.on_the_ticket(from)?;
        self.call(Call::Unread(from));
        Ok(Outcome::Done)
    }

    pub(super) fn transfer(&mut self, to_colleague: bool, is_manager: bool) -> Ruled {
        if !is_manager {
            return no("not_a_manager");
        }
        changed(&mut self.colleague_manages, to_colleague)
    }

    pub(super) fn acknowledge(&mut self) -> Ruled {
        let already = self.calls.is_empty();
        self.calls.clear();
        Ok(unless(already))
    }

    pub(super) fn delivery_fails(&mut self) -> Ruled {
        self.call(Call::Undeliverable);
        Ok(Outcome::Done)
    }

    /// Those of whom the ticket knows.
    fn on_the_ticket(&self, party: Party) -> Result<(), Why> {
        let there = match party {
            Party::Contractor(part) => return self.part(part).map(|_| ()),
            Party::Requester => true,
            Party::Landlord => self.is_gerance() && self.request != Request::Pending,
            Party::SiteContact => self.site_contact,
            Party::Approver(nth) => usize::from(nth) < self.askings.len(),
        };
        if there {
            return Ok(());
        }
        no("not_on_the_ticket")
    }

    /// Whoever is answered has been read.
    pub(super) fn message(&mut self, to: Party) -> Ruled {
        self.on_the_ticket(to)?;
        self.calls.retain(|call| *call != Call::Unread(to));
        Ok(Outcome::Done)
    }

    /// Not on ODSM, where there is no single step.
    pub(super) fn inform(&self, persons: u8) -> Ruled {
        if self.is_several() {
            return no("no_single_step");
        }
        if persons == 0 {
            return no("nobody_chosen");
        }
        Ok(Outcome::Done)
    }

    pub(super) fn attach(&mut self, who: Who, nth: u8, shown: Shown) -> Ruled {
        if self.files.iter().any(|file| file.nth == nth) {
            return Ok(Outcome::Nothing);
        }
        if let Shown::To(part) = shown
            && who.is_staff()
        {
            self.part(part)?;
        }
        if let Who::Contractor(own) = who {
            self.part(own)?;
        }
        let shown = match who {
            Who::Manager | Who::Colleague => shown,
            Who::Requester => Shown::Everybody,
            Who::Contractor(_) | Who::Approver(_) | Who::System => Shown::Nobody,
        };
        self.files.push(File {
            nth,
            by: who,
            shown,
        });
        Ok(Outcome::Done)
    }

    pub(super) fn renew_link(&mut self, part: Part) -> Ruled {
        self.not_off(part)?;
        self.part_mut(part)?.links += 1;
        Ok(Outcome::Done)
    }

    pub(super) fn change_details(&mut self, part: Part, reach: Reach, new_link: bool) -> Ruled {
        self.not_off(part)?;
        match reach {
            Reach::NoChannel => return no("no_channel"),
            Reach::EmailWithoutAddress => return no("no_email_for_channel"),
            Reach::SmsWithoutMobile => return no("no_mobile_for_channel"),
            Reach::Both | Reach::Email | Reach::Sms | Reach::SmsOnly => {}
        }
        let known = self.part_mut(part)?;
        known.links += u16::from(new_link);
        let same = std::mem::replace(&mut known.reach, reach) == reach;
        Ok(unless(same && !new_link))
    }

    fn not_off(&self, part: Part) -> Result<(), Why> {
        let known = self.part(part)?;
        if known.is_off() {
            return not_at(known.step);
        }
        Ok(())
    }
}

pub(super) fn changed<T: PartialEq>(known: &mut T, new: T) -> Ruled {
    let already = *known == new;
    *known = new;
    Ok(unless(already))
}
