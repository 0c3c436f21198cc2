package dev.counterpoint.inference.djl;

import ai.djl.repository.zoo.ModelZoo;
import ai.djl.repository.zoo.ZooProvider;

/** Tells DJL of the shipped models. */
public final class CounterpointZooProvider implements ZooProvider {

  /** Created by DJL. */
  public CounterpointZooProvider() {}

  @Override
  public ModelZoo getModelZoo() {
    return new CounterpointZoo();
  }
}
