package dev.counterpoint.datasets.download;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Published models of CLIP ViT-B/32 with their tokenizer, pinned to revisions and by SHA-256. Each
 * has 151,277,313 parameters in 32 bits.
 */
public enum ClipFiles {

  /**
   * Radford et al. 2021, trained by OpenAI on 400 million pictures; <a
   * href="https://huggingface.co/openai/clip-vit-base-patch32">its page</a>. Its pictures and texts
   * were gathered from the web, and OpenAI asks not to deploy it untested. The repository's main
   * branch has another format; the safetensors are a revision of it.
   */
  OPENAI(
      "clip-vit-b-32",
      true,
      new RemoteFile(
          "model.safetensors",
          List.of(
              hub("openai/clip-vit-base-patch32", Revision.OPENAI, "model.safetensors"),
              hub(
                  "sentence-transformers/clip-ViT-B-32",
                  "327ab6726d33c0e22f920c83f2ff9e4bd38ca37f",
                  "0_CLIPModel/model.safetensors")),
          605_157_884,
          "99d28a652e6ec46629ab7047a0ac82c69b1fe11e0ce672c43af65d3a9a3fc05d")),

  /**
   * Of LAION, by OpenCLIP, trained on two thousand million pictures of LAION-2B; MIT licence; <a
   * href="https://huggingface.co/laion/CLIP-ViT-B-32-laion2B-s34B-b79K">its page</a>.
   */
  LAION(
      "clip-vit-b-32-laion2b",
      false,
      new RemoteFile(
          "open_clip_model.safetensors",
          List.of(
              hub(
                  "laion/CLIP-ViT-B-32-laion2B-s34B-b79K",
                  Revision.LAION,
                  "open_clip_model.safetensors")),
          605_143_316,
          "ac4f8c4b88af6d963118cbf40ad93176d092abbedfcb752601ae1866352656e6"));

  /** The same bytes in both repositories. */
  private static final RemoteFile TOKENIZER =
      new RemoteFile(
          "tokenizer.json",
          List.of(
              hub("openai/clip-vit-base-patch32", Revision.OPENAI, "tokenizer.json"),
              hub("laion/CLIP-ViT-B-32-laion2B-s34B-b79K", Revision.LAION, "tokenizer.json")),
          2_224_041,
          "b556ac8c99757ffb677208af34bc8c6721572114111a6e0aaf5fa69ff0b8d842");

  private final String id;
  private final boolean quickGelu;
  private final RemoteFile weights;

  ClipFiles(String id, boolean quickGelu, RemoteFile weights) {
    this.id = id;
    this.quickGelu = quickGelu;
    this.weights = weights;
  }

  /** Commits: what was read at one of them never changes. */
  private static final class Revision {
    static final String OPENAI = "b33cedfd0df4e43b8238760678fcc89e1a0d38b3";
    static final String LAION = "1a25a446712ba5ee05982a381eed697ef9b435cf";
  }

  private static URI hub(String repository, String revision, String path) {
    return URI.create(
        "https://huggingface.co/%s/resolve/%s/%s".formatted(repository, revision, path));
  }

  /** What a person calls it, and the folder of the cache that it is kept in. */
  public String id() {
    return id;
  }

  /** The model of this id, if there is one. */
  public static Optional<ClipFiles> find(String id) {
    return Arrays.stream(values()).filter(files -> files.id.equals(id)).findFirst();
  }

  /** Whether it was trained with the sigmoid approximation of GELU, which the file does not say. */
  public boolean quickGelu() {
    return quickGelu;
  }

  /** Both towers, as safetensors. */
  public RemoteFile weights() {
    return weights;
  }

  /** CLIP's tokenizer. */
  public RemoteFile tokenizer() {
    return TOKENIZER;
  }
}
