package dev.counterpoint.inference.djl;

import ai.djl.Model;
import ai.djl.modality.Classifications;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.modality.cv.Image;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorFactory;
import ai.djl.util.Pair;
import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.inference.Classifier;
import dev.counterpoint.inference.Layer;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.config.Task;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Translators for bundles: from an {@link Image}, a {@link Path} or the {@code byte[]} of a picture
 * file to {@link Classifications} or to a {@code float[]} embedding, and from {@link Input} to
 * {@link Output} for DJL Serving.
 *
 * <p>The argument {@code layer} ({@code features}, {@code embedding}, {@code logits}) chooses what
 * a {@code float[]} is; without it, the embedding if the model has one, the features otherwise.
 * {@code Output} is JSON: a list of classes with probabilities, or of the numbers if {@code layer}
 * is given or the model has no classes.
 */
public final class BundleTranslatorFactory implements TranslatorFactory {

  /** Created by DJL. */
  public BundleTranslatorFactory() {}

  @Override
  public Set<Pair<Type, Type>> getSupportedTypes() {
    Set<Pair<Type, Type>> types = new LinkedHashSet<>();
    for (Class<?> input : PictureSource.types()) {
      types.add(new Pair<>(input, Classifications.class));
      types.add(new Pair<>(input, float[].class));
    }
    types.add(new Pair<>(Input.class, Output.class));
    return types;
  }

  /**
   * A translator for a model that was loaded from the folder of a bundle.
   *
   * @throws TranslateException if the folder is no bundle in order, its model has no such layer, or
   *     the types are not supported
   */
  @Override
  public <I, O> Translator<I, O> newInstance(
      Class<I> input, Class<O> output, Model model, Map<String, ?> arguments)
      throws TranslateException {
    if (!isSupported(input, output)) {
      throw new TranslateException(
          "no translator from %s to %s; there are: %s"
              .formatted(input.getName(), output.getName(), getSupportedTypes()));
    }
    try {
      Bundle bundle = Bundle.open(model.getModelPath());
      Object layer = arguments == null ? null : arguments.get("layer");
      return new BundleTranslator<>(
          bundle.preparation(),
          PictureSource.of(input),
          result(output, bundle, layer == null ? null : layer(layer.toString())));
    } catch (CounterpointException e) {
      throw new TranslateException(e.getMessage(), e);
    }
  }

  private static Layer layer(String name) throws TranslateException {
    try {
      return Layer.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new TranslateException(
          "layer: expected features, embedding or logits, found " + name, e);
    }
  }

  private static <O> ResultMaker<O> result(Class<O> type, Bundle bundle, Layer asked)
      throws TranslateException {
    if (type == Classifications.class) {
      Classifier classifier = new Classifier(bundle);
      return new ResultMaker<>(
          classifier.layer(), vector -> type.cast(ResultMaker.classes(classifier, vector)));
    }
    Layer layer = asked == null ? standard(bundle) : asked;
    if (bundle.config().image().output(layer.output()).isEmpty()) {
      throw new TranslateException(bundle.where() + ": the model has no output " + layer.output());
    }
    if (type == float[].class) {
      return new ResultMaker<>(layer, type::cast);
    }
    if (asked != null
        || bundle.config().task() == Task.FEATURES
        || bundle.config().labels().isEmpty()) {
      return new ResultMaker<>(layer, vector -> type.cast(ResultMaker.json(vector)));
    }
    Classifier classifier = new Classifier(bundle);
    return new ResultMaker<>(
        classifier.layer(),
        vector -> type.cast(ResultMaker.json(ResultMaker.classes(classifier, vector))));
  }

  private static Layer standard(Bundle bundle) {
    return bundle.config().image().output(Layer.EMBEDDING.output()).isPresent()
        ? Layer.EMBEDDING
        : Layer.FEATURES;
  }
}
