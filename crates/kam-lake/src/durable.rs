//! A local store whose writes have reached the disk when they return.
//!
//! `object_store` 0.13 never calls fsync: after a power cut a committed Delta version may name an empty
//! file. This wrapper syncs every written file and the folders that name it before the write counts.

use async_trait::async_trait;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    CopyOptions, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore, PutMultipartOptions,
    PutOptions, PutPayload, PutResult, RenameOptions, Result, UploadPart,
};
use std::fmt;
use std::fs::File;
use std::path::PathBuf;

/// [`LocalFileSystem`] with fsync.
#[derive(Debug)]
pub(crate) struct Durable {
    files: LocalFileSystem,
    root: PathBuf,
}

impl Durable {
    /// Wraps the files below `root`.
    pub(crate) fn new(files: LocalFileSystem, root: PathBuf) -> Self {
        Self { files, root }
    }

    async fn sync(&self, location: &Path) -> Result<()> {
        sync_to_disk(self.files.path_to_filesystem(location)?, self.root.clone()).await
    }
}

/// Syncs a file and every folder from it up to the lake's root: a new folder's name must last too.
async fn sync_to_disk(file: PathBuf, root: PathBuf) -> Result<()> {
    let synced = tokio::task::spawn_blocking(move || -> std::io::Result<()> {
        File::open(&file)?.sync_all()?;
        for folder in file.ancestors().skip(1).take_while(|folder| folder.starts_with(&root)) {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    })
    .await;
    match synced {
        Ok(Ok(())) => Ok(()),
        Ok(Err(source)) => Err(generic(source)),
        Err(source) => Err(generic(source)),
    }
}

fn generic(source: impl std::error::Error + Send + Sync + 'static) -> object_store::Error {
    object_store::Error::Generic { store: "local disk", source: Box::new(source) }
}

impl fmt::Display for Durable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.root.display())
    }
}

#[async_trait]
impl ObjectStore for Durable {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        let result = self.files.put_opts(location, payload, options).await?;
        self.sync(location).await?;
        Ok(result)
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        let upload = self.files.put_multipart_opts(location, options).await?;
        let file = self.files.path_to_filesystem(location)?;
        Ok(Box::new(DurableUpload { upload, file, root: self.root.clone() }))
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.files.get_opts(location, options).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.files.delete_stream(locations)
    }

    /// Lists in the order of names, as object stores do and the Delta library expects; folders do not.
    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        let listed = self.files.list(prefix);
        let sorted = async move {
            let mut objects: Vec<ObjectMeta> = listed.try_collect().await?;
            objects.sort_by(|a, b| a.location.cmp(&b.location));
            Ok::<_, object_store::Error>(futures::stream::iter(objects.into_iter().map(Ok)))
        };
        futures::stream::once(sorted).try_flatten().boxed()
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.files.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.files.copy_opts(from, to, options).await?;
        self.sync(to).await
    }

    async fn rename_opts(&self, from: &Path, to: &Path, options: RenameOptions) -> Result<()> {
        self.files.rename_opts(from, to, options).await?;
        self.sync(to).await
    }
}

#[derive(Debug)]
struct DurableUpload {
    upload: Box<dyn MultipartUpload>,
    file: PathBuf,
    root: PathBuf,
}

#[async_trait]
impl MultipartUpload for DurableUpload {
    fn put_part(&mut self, data: PutPayload) -> UploadPart {
        self.upload.put_part(data)
    }

    async fn complete(&mut self) -> Result<PutResult> {
        let result = self.upload.complete().await?;
        sync_to_disk(self.file.clone(), self.root.clone()).await?;
        Ok(result)
    }

    async fn abort(&mut self) -> Result<()> {
        self.upload.abort().await
    }
}
