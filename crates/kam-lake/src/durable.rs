//! A local store whose writes have reached the disk when they return.
//!
//! `object_store` 0.13 never calls fsync: after a power cut a committed Delta version may name an empty
//! file. Here an object's bytes are on disk before it gets its name, and its name is before the write counts.

use async_trait::async_trait;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    CopyOptions, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore, PutMode,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, RenameOptions, Result, UploadPart,
};
use std::collections::HashSet;
use std::fmt;
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// A write whose name need not have reached the disk when it returns, only its bytes: another write to the same folder
/// follows, and takes the names of all before it along. Thousands of files in one folder cost one sync of it. Or the name is of no
/// matter, because the object gets another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NameFollows;

/// [`LocalFileSystem`] with fsync.
#[derive(Debug)]
pub(crate) struct Durable {
    files: LocalFileSystem,
    root: PathBuf,
    lasting: Lasting,
}

/// Folders whose own names, and those of all folders above them, have reached the disk: they need not be synced again.
type Lasting = Arc<Mutex<HashSet<PathBuf>>>;

impl Durable {
    /// Wraps the files below `root`.
    pub(crate) fn new(files: LocalFileSystem, root: PathBuf) -> Self {
        Self { files, root, lasting: Lasting::default() }
    }

    fn target(&self, location: &Path) -> Result<Target> {
        let file = self.files.path_to_filesystem(location)?;
        Ok(Target { file, root: self.root.clone(), lasting: Lasting::clone(&self.lasting) })
    }
}

/// Where an object lies on disk.
#[derive(Debug, Clone)]
struct Target {
    file: PathBuf,
    root: PathBuf,
    lasting: Lasting,
}

impl Target {
    /// Writes bytes beside the target, syncs them, and only then gives them its name.
    fn put(&self, payload: &PutPayload, creates: bool, name_follows: bool) -> io::Result<()> {
        if let Some(folder) = self.file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let beside = self.beside();
        let mut file = File::options().write(true).create_new(true).open(&beside)?;
        let written = payload.iter().try_for_each(|chunk| file.write_all(chunk)).and_then(|()| file.sync_all());
        let named = written.and_then(|()| {
            if creates { std::fs::hard_link(&beside, &self.file) } else { std::fs::rename(&beside, &self.file) }
        });
        if creates || named.is_err() {
            // It holds nothing that is not also under its name, or that anybody was told of.
            let _ = std::fs::remove_file(&beside);
        }
        match named {
            // Whoever wrote it may have died before it was on disk.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => self.sync().and(Err(error)),
            Err(error) => Err(error),
            Ok(()) if name_follows => Ok(()),
            Ok(()) => self.sync_folders(),
        }
    }

    /// A name that listings leave out, as the store's own half-written files.
    fn beside(&self) -> PathBuf {
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        self.file.with_file_name(format!("{name}#{}", Uuid::new_v4().as_u128()))
    }

    /// Syncs the file, its name, and the names of new folders.
    fn sync(&self) -> io::Result<()> {
        File::open(&self.file)?.sync_all()?;
        self.sync_folders()
    }

    /// Syncs the folder of the file, and those above it up to the lake's root as far as they hold names that may not last yet: those
    /// of folders that this process, or one that was killed, has made.
    fn sync_folders(&self) -> io::Result<()> {
        let mut synced = Vec::new();
        for folder in self.file.ancestors().skip(1).take_while(|folder| folder.starts_with(&self.root)) {
            File::open(folder)?.sync_all()?;
            if self.lasting().contains(folder) {
                break;
            }
            synced.push(folder.to_path_buf());
        }
        self.lasting().extend(synced);
        Ok(())
    }

    fn lasting(&self) -> MutexGuard<'_, HashSet<PathBuf>> {
        self.lasting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Syncs the folders above a new lake: its own name, and theirs, must last like what it will hold. One that may not be opened is
/// not ours to sync, and was there before.
pub(crate) async fn sync_above(lake: &std::path::Path) -> Result<()> {
    let folders: Vec<PathBuf> = lake.ancestors().skip(1).map(PathBuf::from).collect();
    on_disk(move || folders.iter().try_for_each(|folder| sync_if_allowed(folder))).await
}

/// Syncs a folder: the names in it last.
pub(crate) async fn sync(folder: &std::path::Path) -> Result<()> {
    let folder = folder.to_path_buf();
    on_disk(move || File::open(folder)?.sync_all()).await
}

fn sync_if_allowed(folder: &std::path::Path) -> io::Result<()> {
    match File::open(folder) {
        Ok(folder) => folder.sync_all(),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        Err(error) => Err(error),
    }
}

/// Does disk work on a thread that may wait.
async fn on_disk<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done.map_err(generic),
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
        let creates = match options.mode {
            PutMode::Create => true,
            PutMode::Overwrite => false,
            PutMode::Update(_) => return self.files.put_opts(location, payload, options).await,
        };
        let target = self.target(location)?;
        let name_follows = options.extensions.get::<NameFollows>().is_some();
        let put = move || target.put(&payload, creates, name_follows);
        let put = tokio::task::spawn_blocking(put).await.map_err(generic)?;
        match put {
            Ok(()) => Ok(PutResult { e_tag: None, version: None }),
            Err(source) if source.kind() == io::ErrorKind::AlreadyExists => {
                Err(object_store::Error::AlreadyExists { path: location.to_string(), source: Box::new(source) })
            }
            Err(source) => Err(generic(source)),
        }
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        let upload = self.files.put_multipart_opts(location, options).await?;
        Ok(Box::new(DurableUpload { upload, target: self.target(location)? }))
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
        let target = self.target(to)?;
        on_disk(move || target.sync()).await
    }

    async fn rename_opts(&self, from: &Path, to: &Path, options: RenameOptions) -> Result<()> {
        self.files.rename_opts(from, to, options).await?;
        let target = self.target(to)?;
        on_disk(move || target.sync()).await
    }
}

#[derive(Debug)]
struct DurableUpload {
    upload: Box<dyn MultipartUpload>,
    target: Target,
}

#[async_trait]
impl MultipartUpload for DurableUpload {
    fn put_part(&mut self, data: PutPayload) -> UploadPart {
        self.upload.put_part(data)
    }

    async fn complete(&mut self) -> Result<PutResult> {
        let result = self.upload.complete().await?;
        let target = self.target.clone();
        on_disk(move || target.sync()).await?;
        Ok(result)
    }

    async fn abort(&mut self) -> Result<()> {
        self.upload.abort().await
    }
}
