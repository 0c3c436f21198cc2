package dev.counterpoint.models.pretrained;

import dev.counterpoint.datasets.safetensors.SafetensorsFile;
import dev.counterpoint.datasets.safetensors.TensorEntry;
import java.util.Arrays;

/**
 * CLIP's forward pass (Radford et al. 2021, figure 3, and the code beside the paper) in plain Java
 * and double precision, straight from the tensors of a file under the names that it gives them.
 *
 * @param quick whether GELU is its sigmoid approximation
 */
record ClipReference(SafetensorsFile file, ClipLayout layout, int heads, boolean quick) {

  private static final double EPSILON = 1e-5;

  private boolean huggingFace() {
    return layout == ClipLayout.HUGGING_FACE;
  }

  private double[] tensor(String name) {
    TensorEntry entry = file.get(name);
    double[] values = new double[entry.data().remaining() / 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = entry.data().getFloat(4 * i);
    }
    return values;
  }

  private double[] tensor(String huggingFace, String openClip) {
    return tensor(huggingFace() ? huggingFace : openClip);
  }

  /** A picture {@code (3, side, side)} in the common space. */
  double[] image(float[] picture, int side, int patch) {
    double[] token = tensor("vision_model.embeddings.class_embedding", "visual.class_embedding");
    double[] kernels =
        tensor("vision_model.embeddings.patch_embedding.weight", "visual.conv1.weight");
    double[] positions =
        tensor("vision_model.embeddings.position_embedding.weight", "visual.positional_embedding");
    int width = token.length;
    int across = side / patch;
    double[][] tokens = new double[across * across + 1][width];
    tokens[0] = token.clone();
    for (int at = 0; at < across * across; at++) {
      for (int out = 0; out < width; out++) {
        double sum = 0;
        for (int channel = 0; channel < 3; channel++) {
          for (int y = 0; y < patch; y++) {
            for (int x = 0; x < patch; x++) {
              int row = at / across * patch + y;
              int column = at % across * patch + x;
              sum +=
                  kernels[((out * 3 + channel) * patch + y) * patch + x]
                      * picture[(channel * side + row) * side + column];
            }
          }
        }
        tokens[at + 1][out] = sum;
      }
    }
    for (int i = 0; i < tokens.length; i++) {
      for (int j = 0; j < width; j++) {
        tokens[i][j] += positions[i * width + j];
      }
      tokens[i] = norm(tokens[i], huggingFace() ? "vision_model.pre_layrnorm" : "visual.ln_pre");
    }
    tokens =
        layers(
            tokens,
            huggingFace() ? "vision_model.encoder.layers." : "visual.transformer.resblocks.",
            false);
    double[] read =
        norm(tokens[0], huggingFace() ? "vision_model.post_layernorm" : "visual.ln_post");
    return huggingFace()
        ? left(tensor("visual_projection.weight"), read)
        : right(read, tensor("visual.proj"));
  }

  /** Ids up to the first end token in the common space. */
  double[] text(long[] ids, long end) {
    double[] words =
        tensor("text_model.embeddings.token_embedding.weight", "token_embedding.weight");
    double[] positions =
        tensor("text_model.embeddings.position_embedding.weight", "positional_embedding");
    int width = positions.length / ids.length;
    double[][] tokens = new double[ids.length][width];
    int atEnd = -1;
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == end && atEnd < 0) {
        atEnd = i;
      }
      for (int j = 0; j < width; j++) {
        tokens[i][j] = words[(int) ids[i] * width + j] + positions[i * width + j];
      }
    }
    tokens =
        layers(
            tokens, huggingFace() ? "text_model.encoder.layers." : "transformer.resblocks.", true);
    double[] read = norm(tokens[atEnd], huggingFace() ? "text_model.final_layer_norm" : "ln_final");
    return huggingFace()
        ? left(tensor("text_projection.weight"), read)
        : right(read, tensor("text_projection"));
  }

  private double[][] layers(double[][] tokens, String prefix, boolean causal) {
    double[][] x = tokens;
    String first = prefix + "%d" + (huggingFace() ? ".layer_norm1.weight" : ".ln_1.weight");
    for (int i = 0; file.find(first.formatted(i)).isPresent(); i++) {
      x = layer(x, prefix + i, causal);
    }
    return x;
  }

  private double[][] layer(double[][] x, String layer, boolean causal) {
    double[][] normed = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      normed[i] = norm(x[i], layer + (huggingFace() ? ".layer_norm1" : ".ln_1"));
    }
    double[][] mixed = attention(normed, layer, causal);
    double[][] result = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      double[] sum = plus(x[i], mixed[i]);
      double[] hidden = norm(sum, layer + (huggingFace() ? ".layer_norm2" : ".ln_2"));
      hidden = linear(hidden, layer + (huggingFace() ? ".mlp.fc1" : ".mlp.c_fc"));
      for (int j = 0; j < hidden.length; j++) {
        hidden[j] = gelu(hidden[j]);
      }
      result[i] = plus(sum, linear(hidden, layer + (huggingFace() ? ".mlp.fc2" : ".mlp.c_proj")));
    }
    return result;
  }

  private double[][] attention(double[][] x, String layer, boolean causal) {
    int width = x[0].length;
    int head = width / heads;
    double[][] queries = part(x, layer, "q_proj", 0);
    double[][] keys = part(x, layer, "k_proj", 1);
    double[][] values = part(x, layer, "v_proj", 2);
    double[][] result = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      double[] mixed = new double[width];
      int seen = causal ? i + 1 : x.length;
      for (int from = 0; from < width; from += head) {
        double[] weights = new double[seen];
        double sum = 0;
        for (int k = 0; k < seen; k++) {
          double score = 0;
          for (int j = from; j < from + head; j++) {
            score += queries[i][j] * keys[k][j];
          }
          weights[k] = Math.exp(score / Math.sqrt(head));
          sum += weights[k];
        }
        for (int k = 0; k < seen; k++) {
          for (int j = from; j < from + head; j++) {
            mixed[j] += weights[k] / sum * values[k][j];
          }
        }
      }
      result[i] = linear(mixed, layer + (huggingFace() ? ".self_attn.out_proj" : ".attn.out_proj"));
    }
    return result;
  }

  private double[][] part(double[][] x, String layer, String name, int third) {
    double[][] result = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      if (huggingFace()) {
        result[i] = linear(x[i], layer + ".self_attn." + name);
      } else {
        int width = x[i].length;
        double[] all =
            plus(
                left(tensor(layer + ".attn.in_proj_weight"), x[i]),
                tensor(layer + ".attn.in_proj_bias"));
        result[i] = Arrays.copyOfRange(all, third * width, (third + 1) * width);
      }
    }
    return result;
  }

  private double[] linear(double[] x, String name) {
    return plus(left(tensor(name + ".weight"), x), tensor(name + ".bias"));
  }

  /** Matrix times column. */
  private static double[] left(double[] matrix, double[] x) {
    double[] result = new double[matrix.length / x.length];
    for (int i = 0; i < result.length; i++) {
      for (int j = 0; j < x.length; j++) {
        result[i] += matrix[i * x.length + j] * x[j];
      }
    }
    return result;
  }

  /** Row times matrix. */
  private static double[] right(double[] x, double[] matrix) {
    double[] result = new double[matrix.length / x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < result.length; j++) {
        result[j] += x[i] * matrix[i * result.length + j];
      }
    }
    return result;
  }

  private static double[] plus(double[] one, double[] other) {
    double[] sum = one.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other[i];
    }
    return sum;
  }

  private double[] norm(double[] x, String name) {
    double[] scale = tensor(name + ".weight");
    double[] shift = tensor(name + ".bias");
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance =
        Arrays.stream(x).map(value -> (value - mean) * (value - mean)).average().orElseThrow();
    double[] result = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      result[i] = (x[i] - mean) / Math.sqrt(variance + EPSILON) * scale[i] + shift[i];
    }
    return result;
  }

  private double gelu(double x) {
    return quick ? x / (1 + Math.exp(-1.702 * x)) : x / 2 * (1 + erf(x / Math.sqrt(2)));
  }

  /** By its series, exact to double precision for what comes here. */
  private static double erf(double x) {
    if (Math.abs(x) > 5) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }
}
