package dev.counterpoint.inference.search.folder;

import dev.counterpoint.inference.ImageModel;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.runtime.RuntimeOptions;
import dev.counterpoint.inference.search.EmbeddingIndex;
import dev.counterpoint.inference.search.IndexEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The index of a folder's pictures. An update encodes those that are new or whose size or time of
 * change is another, and drops those that are gone. What it makes is what a first indexing would
 * have made, in the order of the pictures.
 *
 * <p>A long update gives the index its name several times, with what is done by then, so that one
 * that is stopped goes on where it was; the work for it is at most twice that of writing once.
 */
public final class FolderIndex {

  /** Pictures that are lost at most when a first indexing is stopped early; some minutes. */
  private static final int FIRST_PART = 8_192;

  private final Path file;
  private final Path folder;
  private final Bundle bundle;
  private final RuntimeOptions options;
  private final int firstPart;

  /**
   * An index that need not be there yet.
   *
   * @param file the index
   * @param folder where the pictures are; ids are paths from here
   * @param bundle the model
   */
  public FolderIndex(Path file, Path folder, Bundle bundle, RuntimeOptions options) {
    this(file, folder, bundle, options, FIRST_PART);
  }

  FolderIndex(Path file, Path folder, Bundle bundle, RuntimeOptions options, int firstPart) {
    this.file = file;
    this.folder = folder.toAbsolutePath().normalize();
    this.bundle = bundle;
    this.options = options;
    this.firstPart = firstPart;
  }

  /** The folder, as it stands in the index. */
  public String source() {
    return folder.toString();
  }

  /**
   * The index as it is, absent if there is none.
   *
   * @throws dev.counterpoint.inference.search.OtherIndexException if it is of another model or
   *     folder
   * @throws dev.counterpoint.datasets.CounterpointException as {@link EmbeddingIndex#open}
   */
  public Optional<EmbeddingIndex> open() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(
        EmbeddingIndex.open(file).requireModel(bundle.identity()).requireSource(source()));
  }

  /**
   * Brings the index up to the pictures that there are.
   *
   * @param pictures all of them, in the folder; the index has their order
   * @throws dev.counterpoint.datasets.CounterpointException as {@link #open}, {@link
   *     ImageModel#open(Bundle, RuntimeOptions)} and {@link
   *     dev.counterpoint.inference.search.IndexWriter}
   */
  public IndexUpdate update(List<Path> pictures, IndexProgress progress) {
    Optional<EmbeddingIndex> before = open();
    Map<IndexEntry, Path> wanted = new LinkedHashMap<>();
    pictures.forEach(picture -> wanted.put(entry(picture), picture));
    KnownPictures known = KnownPictures.of(before);
    List<IndexEntry> missing = wanted.keySet().stream().filter(e -> !known.has(e)).toList();
    int removed = known.missingFrom(wanted.keySet());
    if (before.isPresent() && missing.isEmpty() && removed == 0) {
      return new IndexUpdate(before.get(), 0, 0, wanted.size());
    }
    int kept = wanted.size() - missing.size();
    try (ImageModel model = ImageModel.open(bundle, options)) {
      PictureIndexing indexing = new PictureIndexing(file, source(), bundle, model, progress);
      if (!missing.isEmpty()) {
        progress.begin(missing.size());
      }
      int done = 0;
      EmbeddingIndex index;
      KnownPictures reached = known;
      do {
        int end = (int) Math.min(missing.size(), (long) done + Math.max(firstPart, kept + done));
        index = indexing.write(wanted, reached, missing.subList(done, end));
        reached = KnownPictures.of(Optional.of(index));
        done = end;
      } while (done < missing.size());
      return new IndexUpdate(index, missing.size(), removed, kept);
    }
  }

  private IndexEntry entry(Path picture) {
    String id =
        folder
            .relativize(picture.toAbsolutePath().normalize())
            .toString()
            .replace(picture.getFileSystem().getSeparator(), "/");
    try {
      BasicFileAttributes attributes = Files.readAttributes(picture, BasicFileAttributes.class);
      return new IndexEntry(id, attributes.size(), attributes.lastModifiedTime().toMillis());
    } catch (IOException e) {
      // A link to nothing: the reader of pictures says so.
      return IndexEntry.named(id);
    }
  }
}
