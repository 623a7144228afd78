//! Does every key open with the master key?

use futures::TryStreamExt;

use super::report::{Damage, Report};
use super::{Verify, VerifyFault};
use crate::backup::catalogue::SEALING_KEY;
use crate::database::{DatabaseFault, Row};
use crate::progress::Progress;
use crate::sealing::MasterKey;
use domain::ids::AgencyId;
use domain::personal::Subject;

impl Verify<'_> {
    pub(super) async fn keys(
        &self,
        report: &mut Report,
        progress: &mut Progress,
    ) -> Result<(), VerifyFault> {
        progress.begin("trying the keys", "keys", None);
        let mut snapshot = self.database().snapshot().await?;
        let select = SEALING_KEY.select();
        let mut rows = snapshot.stream_assembled(&select);
        while let Some(row) = rows.try_next().await? {
            report.keys += 1;
            progress.advance(1);
            if let Some(what) = fault_of(&row, self.log.master())? {
                report.damage(Damage::DamagedKey, what);
            }
        }
        progress.end();
        Ok(())
    }
}

/// What is wrong with a key, if anything is.
fn fault_of(row: &Row, master: &MasterKey) -> Result<Option<String>, DatabaseFault> {
    let Some(wrapped) = row.opt_bytes("wrapped")? else {
        return Ok(None);
    };
    let (agency, subject) = (
        AgencyId::new(row.uuid("agency")?),
        Subject::from_stored(row.text("subject")?),
    );
    let stored = row.text("master")?;
    if stored != master.name() {
        return Ok(Some(format!(
            "{subject}: sealed with master key {stored}, {} is configured",
            master.name()
        )));
    }
    let opens = master.opens(agency, &subject, &wrapped);
    Ok((!opens).then(|| format!("{subject}: does not open with the master key")))
}
