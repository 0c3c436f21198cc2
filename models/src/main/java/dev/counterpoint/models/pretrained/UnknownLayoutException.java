package dev.counterpoint.models.pretrained;

import dev.counterpoint.datasets.CounterpointException;
import java.util.List;

/** A file of weights whose tensors have none of the names that are known. */
public final class UnknownLayoutException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param where the file
   * @param names some of the names in it
   */
  public UnknownLayoutException(String where, List<String> names) {
    super(
        "%s holds no CLIP model that is known: expected tensors named as by Hugging Face (%s) or by"
                .formatted(where, ClipLayout.HUGGING_FACE.signs().get(0))
            + " OpenCLIP (%s), found %s".formatted(ClipLayout.OPEN_CLIP.signs().get(0), names),
        "Take the model.safetensors or open_clip_model.safetensors of a CLIP with a ViT image tower.");
  }
}
