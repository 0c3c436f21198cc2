package dev.counterpoint.inference.bundle;

import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.inference.config.BundleClasses;
import dev.counterpoint.inference.config.BundleConfig;
import dev.counterpoint.inference.config.GraphSpec;
import dev.counterpoint.inference.config.MalformedConfigException;
import dev.counterpoint.inference.config.PreprocessorConfig;
import dev.counterpoint.inference.files.BundleFiles;
import dev.counterpoint.inference.files.Checksums;
import dev.counterpoint.inference.files.MissingBundleFileException;
import dev.counterpoint.inference.files.NotABundleException;
import dev.counterpoint.onnx.check.OnnxVerifier;
import dev.counterpoint.onnx.check.RefusedModelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A model as it is shipped, checked: its format and version, that every file is there and has its
 * hash, that there is no other file, that its configuration fits together, and that its ONNX files
 * are safe to hand to a runtime.
 *
 * <p>Each file is read once, and what was checked is what is used. All of it is held in memory.
 */
public final class Bundle {

  private final String where;
  private final Checksums checksums;
  private final Map<String, byte[]> files;
  private final BundleConfig config;
  private final PreprocessorConfig preprocessor;
  private final BundleClasses classes;

  private Bundle(String where, Checksums checksums, Map<String, byte[]> files) {
    this.where = where;
    this.checksums = checksums;
    this.files = files;
    config = BundleConfig.parse(place(BundleConfig.FILE), listed(BundleConfig.FILE));
    preprocessor =
        PreprocessorConfig.parse(place(PreprocessorConfig.FILE), listed(PreprocessorConfig.FILE));
    classes =
        files.containsKey(BundleClasses.FILE)
            ? BundleClasses.parse(place(BundleClasses.FILE), listed(BundleClasses.FILE))
            : BundleClasses.ofLabels(config.labels());
    ConfigAgreement.require(where, config, preprocessor, classes);
    verify("image", config.image());
    config.text().ifPresent(text -> verify("text", text));
    if (config.textConfig().isPresent()) {
      listed(BundleConfig.TOKENIZER);
    }
  }

  /**
   * Opens a bundle in a folder, or in a {@code .zip} of one.
   *
   * @throws dev.counterpoint.datasets.CounterpointException of another type for each cause: {@link
   *     NotABundleException}, {@link MissingBundleFileException}, {@link
   *     dev.counterpoint.inference.files.WrongHashException}, {@link UnlistedFileException}, {@link
   *     dev.counterpoint.inference.files.UnsafeBundlePathException}, {@link
   *     dev.counterpoint.inference.config.UnknownFormatException}, {@link
   *     MalformedConfigException}, and {@link UnsafeModelException}
   */
  public static Bundle open(Path path) {
    return open(BundleFiles.at(path));
  }

  /**
   * Opens a bundle wherever its files lie.
   *
   * @throws dev.counterpoint.datasets.CounterpointException as {@link #open(Path)}
   */
  public static Bundle open(BundleFiles source) {
    byte[] config;
    try {
      config = source.read(BundleConfig.FILE);
    } catch (MissingBundleFileException e) {
      throw NotABundleException.without(source.where(), BundleConfig.FILE);
    }
    // First of all, since another version may have other rules for all that follows.
    BundleConfig.requireFormat(source.where() + "/" + BundleConfig.FILE, config);
    Checksums checksums = Checksums.parse(source.where(), source.read(Checksums.FILE));
    source
        .names()
        .ifPresent(names -> UnlistedFileException.check(source.where(), names, checksums));
    Map<String, byte[]> files = new HashMap<>();
    for (String name : checksums.hashes().keySet()) {
      byte[] content = name.equals(BundleConfig.FILE) ? config : source.read(name);
      checksums.verify(source.where(), name, content);
      files.put(name, content);
    }
    return new Bundle(source.where(), checksums, files);
  }

  private void verify(String graph, GraphSpec spec) {
    if (!files.containsKey(spec.file())) {
      throw new MalformedConfigException(
          place(BundleConfig.FILE),
          "graphs." + graph + ".file",
          "there is no file " + spec.file() + " in the bundle");
    }
    try {
      OnnxVerifier.requireSafe(files.get(spec.file()), place(spec.file()));
    } catch (RefusedModelException e) {
      throw new UnsafeModelException(e);
    }
  }

  private byte[] listed(String name) {
    byte[] content = files.get(name);
    if (content == null) {
      throw new MissingBundleFileException(where, name);
    }
    return content;
  }

  private String place(String name) {
    return where + "/" + name;
  }

  /** Where it lies, for errors. */
  public String where() {
    return where;
  }

  /** The hash of all its hashes: two bundles have the same if all their files are equal. */
  public String identity() {
    return checksums.identity();
  }

  /** What {@code config.json} says. */
  public BundleConfig config() {
    return config;
  }

  /** How a picture becomes the model's input. */
  public PicturePreparation preparation() {
    return preprocessor.preparation();
  }

  /** The classes, with their embeddings where the model knows them by captions. */
  public BundleClasses classes() {
    return classes;
  }

  /** The names of all files but that of the hashes. */
  public SortedSet<String> fileNames() {
    return new TreeSet<>(files.keySet());
  }

  /** The content of a file; not copied, do not change. */
  public Optional<byte[]> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /**
   * Writes all files of this bundle to a folder; there too it is whole or not there.
   *
   * @param replace whether another bundle that is there may be replaced
   * @throws BundleExistsException if there is something that must not be replaced
   * @throws BundleNotWrittenException if the system refuses
   */
  public Bundle copyTo(Path folder, boolean replace) {
    Map<String, byte[]> all = new HashMap<>(files);
    all.put(Checksums.FILE, checksums.text().getBytes(StandardCharsets.UTF_8));
    return new WholeFolder(folder, replace).write(all);
  }
}
