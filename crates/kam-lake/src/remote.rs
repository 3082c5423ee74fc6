//! An object store across a network, opened with what the environment says of it.

use crate::lock;
use crate::patient::{Patience, Patient};
use chrono::TimeDelta;
use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::prefix::PrefixStore;
use object_store::{BackoffConfig, ObjectStore, ObjectStoreScheme, RetryConfig};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// The variable that says for how many seconds a store may stay away before a run ends.
const PATIENCE: &str = "KAM_STORE_PATIENCE";
/// The variable that says for how many seconds a dead run's lease keeps others out.
const LEASE: &str = "KAM_LEASE";

/// A store below an address, and for how long a lease on it is taken.
#[derive(Debug)]
pub(crate) struct Remote {
    pub store: Arc<dyn ObjectStore>,
    pub lease: TimeDelta,
}

/// Opens the store at a URL; an error is a sentence's end.
pub(crate) fn open(url: &Url, variables: &BTreeMap<String, String>) -> Result<Remote, String> {
    let (scheme, prefix) = ObjectStoreScheme::parse(url).map_err(|error| error.to_string())?;
    let patience = seconds(variables, PATIENCE)?
        .map_or(Patience::NETWORK, |seconds| Patience::across_a_network(Duration::from_secs(seconds.into())));
    let lease = seconds(variables, LEASE)?.map_or(lock::LEASE, |seconds| TimeDelta::seconds(seconds.into()));
    let store = client(&scheme, url, variables).map_err(|error| error.to_string())?;
    let store = Arc::new(PrefixStore::new(store, prefix));
    Ok(Remote { store: Arc::new(Patient::new(store, patience)), lease })
}

/// The client of one of the stores that create an object only if it is absent.
fn client(
    scheme: &ObjectStoreScheme,
    url: &Url,
    variables: &BTreeMap<String, String>,
) -> object_store::Result<Arc<dyn ObjectStore>> {
    /// A builder told whatever of the environment it knows: each has its own names, and a variable it does not know is not its.
    macro_rules! client {
        ($builder:ty) => {{
            let told = <$builder>::new().with_url(url.as_str()).with_retry(retry());
            let told = meant(variables).fold(told, |builder, (name, value)| match name.parse() {
                Ok(key) => builder.with_config(key, value),
                Err(_) => builder,
            });
            Ok(Arc::new(told.build()?))
        }};
    }
    match scheme {
        ObjectStoreScheme::AmazonS3 => client!(AmazonS3Builder),
        ObjectStoreScheme::MicrosoftAzure => client!(MicrosoftAzureBuilder),
        ObjectStoreScheme::GoogleCloudStorage => client!(GoogleCloudStorageBuilder),
        _ => Err(object_store::Error::NotSupported {
            source: "a lake lies in a folder or at s3:, az:, abfs: or gs:".into(),
        }),
    }
}

/// Only what is plainly meant for the store: it would take any `TOKEN` or `ENDPOINT` for its own.
fn meant(variables: &BTreeMap<String, String>) -> impl Iterator<Item = (String, String)> {
    let named = variables.iter().map(|(name, value)| (name.to_lowercase(), value.clone()));
    named.filter(|(name, _)| ["aws_", "azure_", "google_"].iter().any(|prefix| name.starts_with(prefix)))
}

/// What the client tries by itself is short: the long patience is ours, which knows when a run is over.
fn retry() -> RetryConfig {
    let backoff = BackoffConfig { max_backoff: Duration::from_secs(2), ..BackoffConfig::default() };
    RetryConfig { backoff, max_retries: 4, retry_timeout: Duration::from_secs(20) }
}

fn seconds(variables: &BTreeMap<String, String>, name: &str) -> Result<Option<u32>, String> {
    let Some(value) = variables.get(name).filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    match value.parse() {
        Ok(seconds) if seconds > 0 => Ok(Some(seconds)),
        _ => Err(format!("the variable {name} is `{value}`, which is no whole number of seconds above 0")),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;

    fn opened(url: &str, variables: &[(&str, &str)]) -> Result<Remote, String> {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        open(&Url::parse(url).unwrap(), &variables)
    }

    #[test]
    fn a_lease_lasts_as_long_as_the_environment_says() {
        assert_eq!(opened("s3://bucket/lake", &[]).unwrap().lease, TimeDelta::seconds(60));
        assert_eq!(opened("s3://bucket/lake", &[("KAM_LEASE", "5")]).unwrap().lease, TimeDelta::seconds(5));
        for value in ["0", "-1", "1m", "4294967296"] {
            let refused = opened("s3://bucket/lake", &[("KAM_STORE_PATIENCE", value)]).unwrap_err();
            let said =
                format!("the variable KAM_STORE_PATIENCE is `{value}`, which is no whole number of seconds above 0");
            assert_eq!(refused, said);
        }
    }

    #[test]
    fn what_keeps_no_promise_holds_no_lake() {
        for url in ["http://example.com/lake", "memory:///lake"] {
            let refused = opened(url, &[]).unwrap_err();
            assert!(refused.contains("a lake lies in a folder or at s3:, az:, abfs: or gs:"), "{refused}");
        }
    }
}
