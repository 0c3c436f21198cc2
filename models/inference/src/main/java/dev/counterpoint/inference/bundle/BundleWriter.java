package dev.counterpoint.inference.bundle;

import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.inference.config.BundleClasses;
import dev.counterpoint.inference.config.BundleConfig;
import dev.counterpoint.inference.config.PreprocessorConfig;
import dev.counterpoint.inference.files.Checksums;
import dev.counterpoint.inference.files.FileNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a bundle: beside its final name, checked as {@link Bundle#open} checks, then moved into
 * place. A folder under the final name is whole, or the one that was there before.
 */
public final class BundleWriter {

  /** The name of the model card. */
  public static final String CARD = "README.md";

  /** The name of the record of how far DJL and ONNX Runtime agree. */
  public static final String PARITY = "parity.json";

  /** The name of the tokenizer. */
  public static final String TOKENIZER = BundleConfig.TOKENIZER;

  /** The name of what DJL and DJL Serving read. */
  public static final String SERVING = "serving.properties";

  /** The class that DJL makes translators with; by name, since DJL loads it by name. */
  static final String TRANSLATOR_FACTORY = "dev.counterpoint.inference.djl.BundleTranslatorFactory";

  private final Map<String, byte[]> files = new TreeMap<>();
  private final BundleConfig config;

  /**
   * Begins a bundle.
   *
   * @param config which model it is
   * @param preparation how a picture becomes its input
   * @param imageModel the ONNX file that {@code config.image()} describes
   */
  public BundleWriter(BundleConfig config, PicturePreparation preparation, byte[] imageModel) {
    this.config = config;
    FileNames.require("bundle", config.image().file());
    config.text().ifPresent(text -> FileNames.require("bundle", text.file()));
    files.put(BundleConfig.FILE, config.json());
    files.put(PreprocessorConfig.FILE, new PreprocessorConfig(preparation).json());
    files.put(config.image().file(), imageModel);
    files.put(SERVING, serving(config).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Adds the encoder of captions.
   *
   * @throws IllegalArgumentException if the configuration has none
   */
  public BundleWriter textModel(byte[] textModel) {
    String name =
        config
            .text()
            .orElseThrow(() -> new IllegalArgumentException("the configuration has no text graph"))
            .file();
    files.put(name, textModel);
    return this;
  }

  /**
   * Adds the encoder of sentences with its tokenizer.
   *
   * @param textModel takes {@code input_ids (batch, L) int64}, gives {@code text_embeds (batch, D)}
   *     float32 with rows of length one
   * @param tokenizer {@code tokenizer.json} as Hugging Face has it
   * @throws IllegalArgumentException if the configuration has no text graph or no {@code
   *     text_config}
   */
  public BundleWriter textModel(byte[] textModel, byte[] tokenizer) {
    if (config.textConfig().isEmpty()) {
      throw new IllegalArgumentException("the configuration has no text_config");
    }
    textModel(textModel);
    return file(TOKENIZER, tokenizer);
  }

  /** Adds the classes; needed for zero-shot models that have labels. */
  public BundleWriter classes(BundleClasses classes) {
    files.put(BundleClasses.FILE, classes.json());
    return this;
  }

  /** Adds the model card, Markdown. */
  public BundleWriter card(String markdown) {
    return file(CARD, markdown.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds the record of parity, JSON. */
  public BundleWriter parity(byte[] json) {
    return file(PARITY, json);
  }

  /**
   * Adds any other file, such as {@link #TOKENIZER}.
   *
   * @throws dev.counterpoint.inference.files.UnsafeBundlePathException if the name is not of
   *     letters, digits and {@code . _ -}
   */
  public BundleWriter file(String name, byte[] content) {
    FileNames.require("bundle", name);
    files.put(name, content.clone());
    return this;
  }

  /**
   * Writes the bundle to a new folder; folders above are made.
   *
   * @return the bundle, opened and checked
   * @throws BundleExistsException if there is something already
   * @throws BundleNotWrittenException if the system refuses
   * @throws dev.counterpoint.datasets.CounterpointException as {@link Bundle#open}, if the parts do
   *     not make a bundle; nothing is then left behind
   */
  public Bundle write(Path folder) {
    return write(folder, false);
  }

  /**
   * Writes the bundle, in place of another bundle of that name if asked to.
   *
   * @param replace whether a bundle that is there may be replaced; anything else never is
   * @return the bundle, opened and checked
   * @throws BundleExistsException if there is something that must not be replaced
   * @throws BundleNotWrittenException if the system refuses
   * @throws dev.counterpoint.datasets.CounterpointException as {@link #write(Path)}
   */
  public Bundle write(Path folder, boolean replace) {
    Map<String, byte[]> all = new TreeMap<>(files);
    all.put(Checksums.FILE, Checksums.of(files).text().getBytes(StandardCharsets.UTF_8));
    return new WholeFolder(folder, replace).write(all);
  }

  private static String serving(BundleConfig config) {
    String file = config.image().file();
    String name = file.endsWith(".onnx") ? file.substring(0, file.length() - 5) : file;
    return """
        engine=OnnxRuntime
        translatorFactory=%s
        option.modelName=%s
        option.interOpNumThreads=1
        option.intraOpNumThreads=1
        """
        .formatted(TRANSLATOR_FACTORY, name);
  }
}
