//! Who stands behind each column of the table, and by which channels are they reached?

use super::occasion::{Notice, Occasion};
use crate::actor::Actor;
use crate::ids::{ApprovalId, AssignmentId, StaffId};
use crate::personal::Personal;
use crate::ticket::{
    Addressee, Assignment, Channel, Channels, Informed, Opening, PersonDetails, Recipient, Ticket,
};

/// The notices of one event, as they are gathered.
pub(super) struct Told<'a> {
    ticket: &'a Ticket,
    by: &'a Actor,
    about: Option<AssignmentId>,
    /// What is gathered now is sent by a person: silent mode does not keep it back.
    pub(super) on_purpose: bool,
    notices: Vec<Notice>,
}

impl<'a> Told<'a> {
    pub(super) fn new(ticket: &'a Ticket, by: &'a Actor, about: Option<AssignmentId>) -> Self {
        Self {
            ticket,
            by,
            about,
            on_purpose: false,
            notices: vec![],
        }
    }

    pub(super) fn by_staff(&self) -> bool {
        matches!(self.by, Actor::Staff { .. })
    }

    pub(super) fn by_contractor(&self) -> bool {
        matches!(self.by, Actor::Contractor { .. })
    }

    fn opening(&self) -> Option<&'a Opening> {
        self.ticket.opening.as_deref()
    }

    pub(super) fn assignment(&self) -> Option<&'a Assignment> {
        self.about.and_then(|id| self.ticket.assignment(id))
    }

    pub(super) fn contractor(&mut self, occasion: Occasion) {
        if let Some(known) = self.assignment() {
            self.add(
                Recipient::Contractor {
                    assignment: known.id,
                },
                occasion,
                known.contractor.channels,
            );
        }
    }

    /// E-mail whatever is ticked, SMS if ticked.
    pub(super) fn contractor_by_email_too(&mut self, occasion: Occasion) {
        if let Some(known) = self.assignment() {
            let channels = Channels {
                email: true,
                ..known.contractor.channels
            };
            self.add(
                Recipient::Contractor {
                    assignment: known.id,
                },
                occasion,
                channels,
            );
        }
    }

    pub(super) fn open_contractors(&mut self, occasion: Occasion) {
        for open in self
            .ticket
            .assignments
            .iter()
            .filter(|assignment| assignment.is_active())
        {
            self.about = Some(open.id);
            self.contractor(occasion);
        }
    }

    /// What somebody writes to one person.
    pub(super) fn addressee(&mut self, to: &Addressee) {
        self.on_purpose = true;
        if let Addressee::Contractor { assignment } = to {
            self.about = Some(*assignment);
        }
        let channels = self.ticket.channels_of(to);
        self.add(to.clone().into(), Occasion::MessageSent, channels);
    }

    pub(super) fn informed(&mut self, persons: &[Informed], occasion: Occasion) {
        for (index, informed) in (0_u16..).zip(persons) {
            self.add(Recipient::Informed { index }, occasion, informed.channels);
        }
    }

    /// Whoever was asked to decide on quotes.
    pub(super) fn approver(&mut self, approval: ApprovalId, occasion: Occasion) {
        if let Some(known) = self.ticket.approval(approval) {
            let channels = known.request.approver.channels;
            self.add(Recipient::Approver { approval }, occasion, channels);
        }
    }

    pub(super) fn watchers(&mut self, occasion: Occasion) {
        for watcher in self
            .opening()
            .map(|opening| &opening.watchers)
            .into_iter()
            .flatten()
        {
            self.add(
                Recipient::Watcher { id: watcher.id },
                occasion,
                watcher.channels,
            );
        }
    }

    pub(super) fn site_contact(&mut self, occasion: Occasion) {
        if let Some(contact) = self
            .opening()
            .and_then(|opening| opening.site_contact.as_ref())
        {
            self.add(Recipient::SiteContact, occasion, contact.channels);
        }
    }

    /// Whoever asked for what the ticket began with, by the channels that came with the request.
    pub(super) fn client(&mut self, occasion: Occasion) {
        if let Some(request) = &self.ticket.request {
            self.add(Recipient::Requester, occasion, request.channels);
        }
    }

    /// Whatever the settings say, and whoever submitted it: nobody else looks for requests.
    pub(super) fn manager_of_request(&mut self, occasion: Occasion) {
        if let Some(opening) = self.opening() {
            let id = opening.team.manager;
            self.add(Recipient::Staff { id }, occasion, Channels::EMAIL);
        }
    }

    pub(super) fn creator(&mut self, occasion: Occasion) {
        if let Some(opening) = self.opening().filter(|opening| opening.rules.tell_creator) {
            self.add(
                Recipient::Staff {
                    id: opening.creator,
                },
                occasion,
                Channels::EMAIL,
            );
        }
    }

    /// Manager and assistant, by the agency's settings.
    pub(super) fn team(&mut self, occasion: Occasion) {
        self.manager(occasion);
        let told = self
            .opening()
            .filter(|opening| opening.rules.tell_assistant);
        if let Some(assistant) = told.and_then(|opening| opening.team.assistant) {
            self.staff(assistant, occasion);
        }
    }

    pub(super) fn manager(&mut self, occasion: Occasion) {
        if let Some(opening) = self.opening().filter(|opening| opening.rules.tell_manager) {
            self.staff(opening.team.manager, occasion);
        }
    }

    /// Whatever the settings say, and in silent mode too: a fault that hides itself is never mended.
    pub(super) fn manager_always(&mut self, occasion: Occasion) {
        self.on_purpose = true;
        if let Some(opening) = self.opening() {
            self.add(
                Recipient::Staff {
                    id: opening.team.manager,
                },
                occasion,
                Channels::EMAIL,
            );
        }
    }

    /// Nobody needs to be told what they have just done.
    pub(super) fn staff(&mut self, id: StaffId, occasion: Occasion) {
        if *self.by != (Actor::Staff { id }) {
            self.add(Recipient::Staff { id }, occasion, Channels::EMAIL);
        }
    }

    fn add(&mut self, recipient: Recipient, occasion: Occasion, channels: Channels) {
        let ticked = [
            (channels.email, Channel::Email),
            (channels.sms, Channel::Sms),
        ];
        for (_, channel) in ticked.into_iter().filter(|(on, _)| *on) {
            self.notices.push(Notice {
                recipient: recipient.clone(),
                occasion,
                channel,
                assignment: self.about,
                on_purpose: self.on_purpose,
                kept_back: self.ticket.is_silent() && !self.on_purpose,
            });
        }
    }

    /// A person who appears under two titles gets one message, not two: the first in the table's order.
    pub(super) fn once_each(self) -> Vec<Notice> {
        let ticket = self.ticket;
        let mut seen: Vec<(Channel, String)> = vec![];
        let mut notices = self.notices;
        notices.retain(|notice| {
            let Some(address) = address(ticket, notice) else {
                return true;
            };
            let told = seen.contains(&(notice.channel, address.clone()));
            seen.push((notice.channel, address));
            !told
        });
        notices
    }
}

fn address(ticket: &Ticket, notice: &Notice) -> Option<String> {
    let details = ticket.details_of(&notice.recipient)?.get()?;
    match notice.channel {
        Channel::Email => details.email.as_ref().map(ToString::to_string),
        Channel::Sms => details.phone.as_ref().map(ToString::to_string),
    }
}

impl Ticket {
    /// Name and addresses of somebody of the ticket. `None` for staff, whom the agency knows, and for those whom
    /// only one event names.
    pub fn details_of(&self, recipient: &Recipient) -> Option<&Personal<PersonDetails>> {
        let opening = self.opening.as_deref()?;
        let clients = &opening.clients;
        match recipient {
            Recipient::Contractor { assignment } => {
                self.assignment(*assignment).map(|a| &a.contractor.details)
            }
            Recipient::Requester => opening.requester.as_ref().map(|person| &person.details),
            Recipient::Landlord => opening.owner().map(|person| &person.details),
            Recipient::President => clients.president.as_ref().map(|person| &person.details),
            Recipient::Tenant => clients.tenant.as_ref().map(|person| &person.details),
            Recipient::SiteContact => opening
                .site_contact
                .as_ref()
                .map(|contact| &contact.person.details),
            Recipient::Approver { approval } => self
                .approval(*approval)
                .map(|known| &known.request.approver.person.details),
            Recipient::Watcher { id } => {
                let watcher = opening.watchers.iter().find(|watcher| watcher.id == *id);
                watcher.map(|watcher| &watcher.person.details)
            }
            Recipient::Staff { .. } | Recipient::Informed { .. } => None,
        }
    }
}
