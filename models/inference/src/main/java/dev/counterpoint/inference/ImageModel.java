package dev.counterpoint.inference;

import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.picture.file.PictureReader;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.config.BundleConfig;
import dev.counterpoint.inference.runtime.ImageSession;
import dev.counterpoint.inference.runtime.RuntimeOptions;
import dev.counterpoint.inference.runtime.Workspace;
import dev.counterpoint.inference.runtime.Workspaces;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A trained model in use.
 *
 * <pre>{@code
 * try (ImageModel model = ImageModel.open(Path.of("bundle"))) {
 *   System.out.println(model.classify(Path.of("picture.png")).best());
 * }
 * }</pre>
 *
 * <p>Any number of threads may use a model at once. Closing waits for calls that run; later ones
 * get an {@link IllegalStateException}.
 */
public final class ImageModel implements AutoCloseable {

  /** Numbers of a batch, 64 MB: larger ones leave the processor's caches and gain nothing. */
  private static final int LARGEST_BATCH = 1 << 24;

  private final String where;
  private final BundleConfig config;
  private final PicturePreparation preparation;
  private final Classifier classifier;
  private final ImageSession session;
  private final RuntimeOptions options;
  private final Workspaces forOne;
  private final Workspaces forBatch;

  private ImageModel(Bundle bundle, RuntimeOptions options) {
    where = bundle.where();
    config = bundle.config();
    preparation = bundle.preparation();
    classifier = new Classifier(bundle);
    session = ImageSession.open(bundle, options);
    int widest = layers().stream().mapToInt(this::width).max().orElseThrow();
    int most = Math.max(1, LARGEST_BATCH / Math.max(session.pixels(), widest));
    this.options = options.withBatch(Math.min(options.batch(), most));
    forOne = new Workspaces(1, session.pixels(), widest);
    forBatch = new Workspaces(this.options.batch(), session.pixels(), widest);
  }

  /**
   * Opens the bundle in a folder, or in a {@code .zip} of one.
   *
   * @throws dev.counterpoint.datasets.CounterpointException as {@link Bundle#open(Path)} and {@link
   *     ImageSession#open}
   */
  public static ImageModel open(Path bundle) {
    return open(Bundle.open(bundle), RuntimeOptions.standard());
  }

  /**
   * Opens a bundle with other settings than the usual. Batches are smaller than asked for where one
   * would take more than 64 MB.
   *
   * @throws dev.counterpoint.datasets.CounterpointException as {@link ImageSession#open}
   */
  public static ImageModel open(Bundle bundle, RuntimeOptions options) {
    return new ImageModel(bundle, options);
  }

  /**
   * Opens a model that comes with the program.
   *
   * @param name one of {@link ShippedModels#names()}
   * @throws UnknownModelException if there is none of that name
   */
  public static ImageModel shipped(String name) {
    return open(Bundle.open(ShippedModels.files(name)), RuntimeOptions.standard());
  }

  /** What {@code config.json} says. */
  public BundleConfig config() {
    return config;
  }

  /** How a picture becomes the model's input. */
  public PicturePreparation preparation() {
    return preparation;
  }

  /** From vectors to classes; of use for vectors that were kept. */
  public Classifier classifier() {
    return classifier;
  }

  /** What the model can say of a picture. */
  public List<Layer> layers() {
    return Arrays.stream(Layer.values()).filter(layer -> session.has(layer.output())).toList();
  }

  /** What {@link #embed} gives: the embedding if there is one, the features otherwise. */
  public Layer embeddingLayer() {
    return session.has(Layer.EMBEDDING.output()) ? Layer.EMBEDDING : Layer.FEATURES;
  }

  /**
   * Numbers of a layer.
   *
   * @throws NoSuchLayerException if the model does not have it
   */
  public int width(Layer layer) {
    if (!session.has(layer.output())) {
      throw new NoSuchLayerException(where, layer, layers());
    }
    return session.width(layer.output());
  }

  /**
   * Says what a picture shows.
   *
   * @param file PNG, JPEG, GIF or BMP of any size
   * @throws NoClassesException if the model has no classes
   * @throws dev.counterpoint.datasets.CounterpointException as {@link PictureReader#read}
   */
  public Classification classify(Path file) {
    return classify(new PictureReader().read(file, preparation.reduction()));
  }

  /**
   * Says what a picture shows.
   *
   * @throws NoClassesException if the model has no classes
   */
  public Classification classify(Picture picture) {
    return classifier.classify(encode(picture, classifier.layer()));
  }

  /**
   * The embedding of a picture, or its features if the model has no embedding.
   *
   * @param file PNG, JPEG, GIF or BMP of any size
   * @return {@code (D)} or {@code (F)}
   * @throws dev.counterpoint.datasets.CounterpointException as {@link PictureReader#read}
   */
  public float[] embed(Path file) {
    return embed(new PictureReader().read(file, preparation.reduction()));
  }

  /**
   * The embedding of a picture, or its features if the model has no embedding.
   *
   * @return {@code (D)} or {@code (F)}
   */
  public float[] embed(Picture picture) {
    return encode(picture, embeddingLayer());
  }

  /**
   * The embeddings of many pictures, as {@link #encodeAll(Iterator, Layer)}. Close the stream.
   *
   * @param files PNG, JPEG, GIF or BMP of any size
   */
  public Stream<EncodedPicture> embed(Stream<Path> files) {
    return encodeAll(files.iterator(), embeddingLayer()).onClose(files::close);
  }

  /**
   * What the model says of a picture.
   *
   * @return {@code (width of the layer)}
   * @throws NoSuchLayerException if the model does not have the layer
   */
  public float[] encode(Picture picture, Layer layer) {
    int width = width(layer);
    return forOne.with(
        workspace -> {
          preparation.write(picture, workspace.pixels());
          float[] vector = new float[width];
          run(workspace, 1, layer).get(vector);
          return vector;
        });
  }

  /**
   * What the model says of many pictures: decoded, prepared and encoded by several threads, given
   * in the order of the files. A file that cannot be read has its problem in its place, and the
   * others go on. Memory is bounded: files are taken only a few batches ahead of what was given.
   *
   * @param files PNG, JPEG, GIF or BMP of any size; used by the thread that uses the stream
   * @return lazy; close it, which ends the work that was begun
   * @throws NoSuchLayerException if the model does not have the layer
   */
  public Stream<EncodedPicture> encodeAll(Iterator<Path> files, Layer layer) {
    width(layer);
    OrderedBatches<Path, EncodedPicture> batches =
        new OrderedBatches<>(
            files, options.batch(), options.workers(), batch -> encodeBatch(batch, layer));
    return batches.stream();
  }

  private List<EncodedPicture> encodeBatch(List<Path> files, Layer layer) {
    return forBatch.with(workspace -> new PictureBatch(files).encode(this, workspace, layer));
  }

  /** The results of the first pictures in a workspace, ready to be read. */
  FloatBuffer run(Workspace workspace, int count, Layer layer) {
    FloatBuffer pixels = workspace.pixels().duplicate().position(0).limit(count * session.pixels());
    FloatBuffer results = workspace.results().duplicate().position(0).limit(count * width(layer));
    session.run(pixels, layer.output(), results);
    return results;
  }

  /** Numbers of one picture as the model takes it: {@code 3 * H * W}. */
  public int pixels() {
    return session.pixels();
  }

  /**
   * Encodes pictures that are prepared already, by several threads.
   *
   * @param pixels {@code (N, 3, H, W)}, row by row
   * @return {@code (N, width of the layer)}
   * @throws IllegalArgumentException if the numbers are not whole pictures
   * @throws NoSuchLayerException if the model does not have the layer
   */
  public Vectors encode(float[] pixels, Layer layer) {
    int count = pixels.length / pixels();
    float[] values = new float[Math.multiplyExact(count, width(layer))];
    encode(FloatBuffer.wrap(pixels), layer, FloatBuffer.wrap(values));
    return new Vectors(values, count, width(layer));
  }

  /**
   * Encodes pictures that are prepared already, by several threads. Direct buffers in native order
   * are used in place, others are copied batch by batch.
   *
   * @param pixels {@code (N, 3, H, W)} from its position to its limit
   * @param results {@code (N, width of the layer)}, filled from its position to its limit
   * @throws IllegalArgumentException if the buffers do not fit one another or the model
   * @throws NoSuchLayerException if the model does not have the layer
   */
  public void encode(FloatBuffer pixels, Layer layer, FloatBuffer results) {
    new RawPictures(session, options, forBatch, layer.output(), pixels, results, width(layer))
        .encode();
  }

  /** Waits for calls that run, then gives the model's memory back. */
  @Override
  public void close() {
    session.close();
  }
}
