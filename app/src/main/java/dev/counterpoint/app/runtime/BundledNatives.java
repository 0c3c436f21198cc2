package dev.counterpoint.app.runtime;

/** Which of PyTorch's native libraries a bundle carries. */
public enum BundledNatives {
  /** None: {@code PYTORCH_LIBRARY_PATH} names them there. What uses trained models needs none. */
  NONE,

  /** Those for the CPU of the platform that it is made on. */
  CPU
}
