package dev.counterpoint.app.natives;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;

/** The moment when DJL loads PyTorch's libraries. */
public final class EngineLoading {

  private EngineLoading() {}

  /**
   * The engine, loaded if it is not yet.
   *
   * @throws NativesException.NotLoaded if a library cannot be loaded; the text names it
   */
  public static Engine engine() {
    try {
      return Engine.getInstance();
    } catch (EngineException | LinkageError e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw new NativesException.NotLoaded(
          "PyTorch's libraries cannot be loaded: " + cause.getMessage(),
          "Run './counterpoint doctor' to see which were chosen and why.",
          e);
    }
  }
}
