package dev.counterpoint.models.pretrained;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the tensors of a CLIP model with a ViT image tower are named in files that are published, and
 * which of our parameters each is.
 */
public enum ClipLayout {
  /** As {@code CLIPModel} of Hugging Face's transformers saves it. */
  HUGGING_FACE(
      "text_model.embeddings.token_embedding.weight",
      "vision_model.embeddings.class_embedding",
      "vision_model.") {
    @Override
    List<Piece> image() {
      List<Piece> pieces = new ArrayList<>();
      pieces.add(Piece.asIs("patchWeight", "vision_model.embeddings.patch_embedding.weight"));
      pieces.add(Piece.asIs("classToken", "vision_model.embeddings.class_embedding"));
      pieces.add(Piece.asIs("positions", "vision_model.embeddings.position_embedding.weight"));
      norm(pieces, "normBefore", "vision_model.pre_layrnorm"); // their spelling
      norm(pieces, "normAfter", "vision_model.post_layernorm");
      return pieces;
    }

    @Override
    List<Piece> text() {
      List<Piece> pieces = new ArrayList<>();
      pieces.add(Piece.asIs("tokenEmbedding", "text_model.embeddings.token_embedding.weight"));
      pieces.add(Piece.asIs("positions", "text_model.embeddings.position_embedding.weight"));
      norm(pieces, "normAfter", "text_model.final_layer_norm");
      pieces.add(Piece.asIs("projectionWeight", "text_projection.weight"));
      return pieces;
    }

    @Override
    Piece imageProjection() {
      return Piece.asIs("weight", "visual_projection.weight");
    }

    @Override
    List<Piece> layer(Tower tower, int index) {
      String at = tower == Tower.IMAGE ? "vision_model" : "text_model";
      String layer = at + ".encoder.layers." + index;
      String attention = layer + ".self_attn.";
      List<Piece> pieces = new ArrayList<>();
      norm(pieces, "attentionNorm", layer + ".layer_norm1");
      for (String kind : List.of("weight", "bias")) {
        pieces.add(
            Piece.stacked(
                "qkv" + capital(kind),
                attention + "q_proj." + kind,
                attention + "k_proj." + kind,
                attention + "v_proj." + kind));
      }
      linear(pieces, "out", attention + "out_proj");
      norm(pieces, "mlpNorm", layer + ".layer_norm2");
      linear(pieces, "expand", layer + ".mlp.fc1");
      linear(pieces, "contract", layer + ".mlp.fc2");
      return pieces;
    }

    @Override
    boolean ignores(String tensor) {
      return tensor.endsWith(".position_ids");
    }
  },

  /** As OpenCLIP saves it, and OpenAI before. */
  OPEN_CLIP("token_embedding.weight", "visual.class_embedding", "visual.") {
    @Override
    List<Piece> image() {
      List<Piece> pieces = new ArrayList<>();
      pieces.add(Piece.asIs("patchWeight", "visual.conv1.weight"));
      pieces.add(Piece.asIs("classToken", "visual.class_embedding"));
      pieces.add(Piece.asIs("positions", "visual.positional_embedding"));
      norm(pieces, "normBefore", "visual.ln_pre");
      norm(pieces, "normAfter", "visual.ln_post");
      return pieces;
    }

    @Override
    List<Piece> text() {
      List<Piece> pieces = new ArrayList<>();
      pieces.add(Piece.asIs("tokenEmbedding", "token_embedding.weight"));
      pieces.add(Piece.asIs("positions", "positional_embedding"));
      norm(pieces, "normAfter", "ln_final");
      // Their projections multiply from the right.
      pieces.add(Piece.transposed("projectionWeight", "text_projection"));
      return pieces;
    }

    @Override
    Piece imageProjection() {
      return Piece.transposed("weight", "visual.proj");
    }

    @Override
    List<Piece> layer(Tower tower, int index) {
      String at = tower == Tower.IMAGE ? "visual.transformer" : "transformer";
      String layer = at + ".resblocks." + index;
      List<Piece> pieces = new ArrayList<>();
      norm(pieces, "attentionNorm", layer + ".ln_1");
      pieces.add(Piece.asIs("qkvWeight", layer + ".attn.in_proj_weight"));
      pieces.add(Piece.asIs("qkvBias", layer + ".attn.in_proj_bias"));
      linear(pieces, "out", layer + ".attn.out_proj");
      norm(pieces, "mlpNorm", layer + ".ln_2");
      linear(pieces, "expand", layer + ".mlp.c_fc");
      linear(pieces, "contract", layer + ".mlp.c_proj");
      return pieces;
    }

    @Override
    boolean ignores(String tensor) {
      // Sizes that OpenAI's files carry beside the weights.
      return List.of("input_resolution", "context_length", "vocab_size", "attn_mask")
          .contains(tensor);
    }
  };

  /** The name of one over the temperature, as its logarithm, in both. */
  static final String LOGIT_SCALE = "logit_scale";

  private final List<String> signs;
  private final String imagePrefix;

  ClipLayout(String textSign, String imageSign, String imagePrefix) {
    this.signs = List.of(textSign, imageSign);
    this.imagePrefix = imagePrefix;
  }

  /** Which half of the model. */
  enum Tower {
    IMAGE,
    TEXT
  }

  /** Tensors of the text tower and of the image tower that no file of the other layout has. */
  List<String> signs() {
    return signs;
  }

  /** Parameters of the image tower outside of its layers. */
  abstract List<Piece> image();

  /** Parameters of the text tower outside of its layers, with its projection. */
  abstract List<Piece> text();

  /** From the image tower to the common space. */
  abstract Piece imageProjection();

  /** Parameters of one layer. */
  abstract List<Piece> layer(Tower tower, int index);

  /** Whether a tensor is no weight. */
  abstract boolean ignores(String tensor);

  /**
   * Which tower a tensor belongs to; the logit scale belongs to neither and is asked for before.
   */
  Tower towerOf(String tensor) {
    return tensor.startsWith(imagePrefix) || tensor.equals("visual_projection.weight")
        ? Tower.IMAGE
        : Tower.TEXT;
  }

  /** For people. */
  String text(Tower tower) {
    return tower.name().toLowerCase(Locale.ROOT) + " tower";
  }

  private static void norm(List<Piece> pieces, String ours, String theirs) {
    pieces.add(Piece.asIs(ours + "Gamma", theirs + ".weight"));
    pieces.add(Piece.asIs(ours + "Beta", theirs + ".bias"));
  }

  private static void linear(List<Piece> pieces, String ours, String theirs) {
    pieces.add(Piece.asIs(ours + "Weight", theirs + ".weight"));
    pieces.add(Piece.asIs(ours + "Bias", theirs + ".bias"));
  }

  private static String capital(String kind) {
    return Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
  }
}
