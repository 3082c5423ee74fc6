//! One page per account and language: rows are cut as they arrive, pages laid out on every core, written as they are done.

use crate::error::{Error, Result};
use crate::slices::{Slice, Slicer};
use futures::{TryStreamExt, stream};
use kam_lake::Writer;
use kam_project::Report;
use kam_report::{About, EveryPage, Renderer};
use std::collections::{BTreeMap, BTreeSet};
use std::pin::pin;
use std::sync::Arc;

/// What every page of one report and quarter is laid out with.
#[derive(Clone)]
pub(crate) struct Layout {
    pub report: Arc<Report>,
    pub company: Arc<str>,
    /// `2026Q3`.
    pub quarter: String,
    /// One renderer for each language.
    pub renderers: Vec<(String, Arc<Renderer>)>,
    pub shared: Arc<EveryPage>,
}

/// Writes the pages of every account below a folder of the lake for each language; the names of each language's pages there.
///
/// No more accounts are at work than cores can take, so what is held does not grow with their number.
pub(crate) async fn write(
    layout: &Layout,
    slicer: Slicer,
    writer: &Writer,
    folder: impl Fn(&str) -> String + Copy,
) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let slices = stream::try_unfold(slicer, |mut slicer| async move {
        Ok::<_, Error>(slicer.next().await?.map(|slice| (slice, slicer)))
    });
    let at_work = 2 * std::thread::available_parallelism().map_or(1, usize::from);
    let written = slices.map_ok(|slice| written(layout.clone(), slice, writer, folder)).try_buffered(at_work);
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut written = pin!(written);
    while let Some(pages) = written.try_next().await? {
        for (locale, name) in pages {
            names.entry(locale).or_default().insert(name);
        }
    }
    Ok(names)
}

/// Writes one account's pages; the name of each language's.
async fn written(
    layout: Layout,
    slice: Slice,
    writer: &Writer,
    folder: impl Fn(&str) -> String,
) -> Result<Vec<(String, String)>> {
    let file = file(slice.account.id);
    let laid_out = tokio::task::spawn_blocking(move || layout.pages(&slice)).await;
    let pages = laid_out.map_err(|error| Error::Died { part: error.to_string() })??;
    let mut names = Vec::with_capacity(pages.len());
    for (locale, html) in pages {
        let name = writer.write_page(&folder(&locale), &file, html).await?;
        names.push((locale, name));
    }
    Ok(names)
}

/// The name of an account's page in its folder.
pub(crate) fn file(account: i64) -> String {
    format!("{account}.html")
}

impl Layout {
    /// An account's page in every language.
    pub(crate) fn pages(&self, slice: &Slice) -> Result<Vec<(String, String)>> {
        let about = About { report: &self.report, company: &self.company, has_account_pages: true };
        let page = |(locale, renderer): &(String, Arc<Renderer>)| {
            let Slice { account, rows } = slice.clone();
            let html = renderer.render_account(&about, account, rows, &self.shared);
            let page = || format!("{}/{locale}/{}/{}", self.quarter, self.report.name, slice.account.id);
            html.map(|html| (locale.clone(), html)).map_err(|source| Error::AccountPage { page: page(), source })
        };
        self.renderers.iter().map(page).collect()
    }
}

#[cfg(test)]
mod tests;
