package dev.counterpoint.inference.djl;

import ai.djl.engine.Engine;

/**
 * ONNX Runtime for both DJL and our own API in one process.
 *
 * <p>A process has one ONNX Runtime environment. Our API takes the one that is there; DJL's engine
 * (0.35.1) insists on making it, and fails for good ("Tried to specify the thread pool when
 * creating an OrtEnvironment, but one already exists") if an {@link
 * dev.counterpoint.inference.ImageModel} was opened before it was first used. A program that uses
 * both calls {@link #prepare} at its start.
 */
public final class DjlOnnxRuntime {

  private DjlOnnxRuntime() {}

  /**
   * Lets DJL's engine make the environment, if it has not yet.
   *
   * @throws IllegalStateException if an environment was made before by someone else
   */
  public static void prepare() {
    try {
      Engine.getEngine("OnnxRuntime");
    } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
      throw new IllegalStateException(
          "DJL's engine for ONNX Runtime must be used before the first ImageModel is opened; call"
              + " DjlOnnxRuntime.prepare() at the start of the program",
          e);
    }
  }
}
