package dev.counterpoint.models.encoder.transformer;

/**
 * What a vision transformer is like.
 *
 * @param size of its blocks
 * @param patch side of a patch, pixels, at least 1
 * @param pooling where its features are read
 * @param normBefore whether a LayerNorm stands before the first block, as CLIP's {@code ln_pre}
 * @param patchBias whether the patch convolution has a bias; CLIP's has none
 */
public record VisionSettings(
    TransformerSize size, int patch, Pooling pooling, boolean normBefore, boolean patchBias) {

  /** Where the features are read. */
  public enum Pooling {
    /** From a token of its own before the patches (Dosovitskiy et al. 2021). */
    CLASS_TOKEN,
    /** From the mean of the patches; there is no class token. */
    MEAN
  }

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if the patch is below 1
   */
  public VisionSettings {
    if (patch < 1) {
      throw new IllegalArgumentException("a patch must be at least 1 pixel, found " + patch);
    }
  }

  /** Dosovitskiy et al.'s: class token, no LayerNorm before the first block. */
  public static VisionSettings plain(TransformerSize size, int patch) {
    return new VisionSettings(size, patch, Pooling.CLASS_TOKEN, false, true);
  }

  /** CLIP's: class token, LayerNorm before the first block, patch convolution without bias. */
  public static VisionSettings clip(TransformerSize size, int patch) {
    return new VisionSettings(size, patch, Pooling.CLASS_TOKEN, true, false);
  }
}
