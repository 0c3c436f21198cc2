package dev.counterpoint.inference.djl;

import ai.djl.repository.zoo.ModelZoo;
import dev.counterpoint.inference.ShippedModels;
import java.util.Set;

/**
 * The shipped models for {@code Criteria}: group {@value #GROUP}, the model's name as artifact.
 * They come from the class path; no network is used.
 */
public final class CounterpointZoo extends ModelZoo {

  /** The group of the models. */
  public static final String GROUP = "dev.counterpoint";

  /** Knows all models that are shipped. */
  CounterpointZoo() {
    ShippedModels.names().forEach(name -> addModel(new ShippedModelLoader(name)));
  }

  @Override
  public String getGroupId() {
    return GROUP;
  }

  @Override
  public Set<String> getSupportedEngines() {
    return Set.of("OnnxRuntime");
  }
}
