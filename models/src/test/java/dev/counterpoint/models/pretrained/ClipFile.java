package dev.counterpoint.models.pretrained;

import dev.counterpoint.datasets.safetensors.SafetensorsFile;
import dev.counterpoint.datasets.safetensors.TensorEntry;
import dev.counterpoint.datasets.safetensors.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A CLIP model with random weights, as others write it. All numbers are multiples of 1/256 below
 * 1/2, so that they are the same in 32 and in 16 bits.
 *
 * @param hiddenImage width of the image tower
 * @param hiddenText width of the text tower
 * @param layers of each tower
 * @param patch side of a patch
 * @param patches of a picture
 * @param vocabulary tokens
 * @param length tokens of a text
 * @param embedding width of the common space
 */
record ClipFile(
    int hiddenImage,
    int hiddenText,
    int layers,
    int patch,
    int patches,
    int vocabulary,
    int length,
    int embedding) {

  static final ClipFile SMALL = new ClipFile(64, 64, 2, 16, 4, 40, 8, 24);
  static final ClipFile VIT_B_32 = new ClipFile(768, 512, 12, 32, 49, 49_408, 77, 512);

  /** As Hugging Face's transformers names and shapes it. */
  SafetensorsFile huggingFace(long seed) {
    List<TensorEntry> tensors = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    tensors.add(scalar(2.5f));
    String text = "text_model.embeddings.";
    // Older versions saved these counts beside the weights.
    ByteBuffer ids = ByteBuffer.allocate(8 * length);
    tensors.add(
        new TensorEntry(text + "position_ids", TensorType.I64, new long[] {1, length}, ids));
    tensors.add(random(random, text + "position_embedding.weight", length, hiddenText));
    tensors.add(random(random, text + "token_embedding.weight", vocabulary, hiddenText));
    layers(tensors, random, "text_model", hiddenText);
    norm(tensors, random, "text_model.final_layer_norm", hiddenText);
    tensors.add(random(random, "text_projection.weight", embedding, hiddenText));
    String vision = "vision_model.embeddings.";
    tensors.add(random(random, vision + "class_embedding", hiddenImage));
    tensors.add(random(random, vision + "patch_embedding.weight", hiddenImage, 3, patch, patch));
    tensors.add(random(random, vision + "position_embedding.weight", patches + 1, hiddenImage));
    layers(tensors, random, "vision_model", hiddenImage);
    norm(tensors, random, "vision_model.post_layernorm", hiddenImage);
    norm(tensors, random, "vision_model.pre_layrnorm", hiddenImage);
    tensors.add(random(random, "visual_projection.weight", embedding, hiddenImage));
    return new SafetensorsFile(Map.of("format", "pt"), tensors);
  }

  private void layers(List<TensorEntry> tensors, SplittableRandom random, String tower, int width) {
    for (int i = 0; i < layers; i++) {
      String layer = tower + ".encoder.layers." + i;
      norm(tensors, random, layer + ".layer_norm1", width);
      norm(tensors, random, layer + ".layer_norm2", width);
      linear(tensors, random, layer + ".mlp.fc1", 4 * width, width);
      linear(tensors, random, layer + ".mlp.fc2", width, 4 * width);
      for (String part : List.of("k_proj", "out_proj", "q_proj", "v_proj")) {
        linear(tensors, random, layer + ".self_attn." + part, width, width);
      }
    }
  }

  private static void norm(
      List<TensorEntry> tensors, SplittableRandom random, String name, int width) {
    tensors.add(random(random, name + ".bias", width));
    tensors.add(random(random, name + ".weight", width));
  }

  private static void linear(
      List<TensorEntry> tensors, SplittableRandom random, String name, int out, int in) {
    tensors.add(random(random, name + ".bias", out));
    tensors.add(random(random, name + ".weight", out, in));
  }

  /** The same model as OpenCLIP names and shapes it. */
  SafetensorsFile openClip(long seed) {
    SafetensorsFile theirs = huggingFace(seed);
    List<TensorEntry> tensors = new ArrayList<>();
    tensors.add(
        renamed(theirs, "text_model.embeddings.position_embedding.weight", "positional_embedding"));
    tensors.add(transposed(theirs, "text_projection.weight", "text_projection"));
    tensors.add(theirs.get("logit_scale"));
    tensors.add(
        renamed(theirs, "vision_model.embeddings.class_embedding", "visual.class_embedding"));
    tensors.add(
        renamed(
            theirs,
            "vision_model.embeddings.position_embedding.weight",
            "visual.positional_embedding"));
    tensors.add(transposed(theirs, "visual_projection.weight", "visual.proj"));
    tensors.add(
        renamed(theirs, "vision_model.embeddings.patch_embedding.weight", "visual.conv1.weight"));
    tensors.add(
        renamed(theirs, "text_model.embeddings.token_embedding.weight", "token_embedding.weight"));
    for (String kind : List.of(".weight", ".bias")) {
      tensors.add(renamed(theirs, "vision_model.pre_layrnorm" + kind, "visual.ln_pre" + kind));
      tensors.add(renamed(theirs, "vision_model.post_layernorm" + kind, "visual.ln_post" + kind));
      tensors.add(renamed(theirs, "text_model.final_layer_norm" + kind, "ln_final" + kind));
      for (int i = 0; i < layers; i++) {
        openClipLayer(
            tensors,
            theirs,
            "vision_model.encoder.layers." + i,
            "visual.transformer.resblocks." + i,
            kind);
        openClipLayer(
            tensors, theirs, "text_model.encoder.layers." + i, "transformer.resblocks." + i, kind);
      }
    }
    return new SafetensorsFile(Map.of(), tensors);
  }

  private static void openClipLayer(
      List<TensorEntry> tensors, SafetensorsFile theirs, String from, String to, String kind) {
    Map.of(
            ".layer_norm1", ".ln_1",
            ".layer_norm2", ".ln_2",
            ".mlp.fc1", ".mlp.c_fc",
            ".mlp.fc2", ".mlp.c_proj",
            ".self_attn.out_proj", ".attn.out_proj")
        .forEach((old, now) -> tensors.add(renamed(theirs, from + old + kind, to + now + kind)));
    TensorEntry query = theirs.get(from + ".self_attn.q_proj" + kind);
    ByteBuffer all = ByteBuffer.allocate(3 * query.data().remaining());
    for (String part : List.of("q_proj", "k_proj", "v_proj")) {
      all.put(theirs.get(from + ".self_attn." + part + kind).data());
    }
    long[] shape = query.shape();
    shape[0] *= 3;
    String name = to + ".attn.in_proj" + kind.replace('.', '_');
    tensors.add(new TensorEntry(name, query.type(), shape, all.flip()));
  }

  private static TensorEntry renamed(SafetensorsFile file, String from, String to) {
    TensorEntry entry = file.get(from);
    return new TensorEntry(to, entry.type(), entry.shape(), entry.data());
  }

  private static TensorEntry transposed(SafetensorsFile file, String from, String to) {
    TensorEntry entry = file.get(from);
    int rows = (int) entry.shape()[0];
    int columns = (int) entry.shape()[1];
    ByteBuffer data = little(4 * rows * columns);
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < rows; row++) {
        data.putFloat(entry.data().getFloat(4 * (row * columns + column)));
      }
    }
    return new TensorEntry(to, entry.type(), new long[] {columns, rows}, data.flip());
  }

  /** The same in numbers of 16 bits. */
  static SafetensorsFile as(SafetensorsFile file, TensorType type) {
    return new SafetensorsFile(
        file.metadata(),
        file.entries().stream()
            .map(entry -> entry.type() == TensorType.F32 ? as(entry, type) : entry)
            .toList());
  }

  private static TensorEntry as(TensorEntry entry, TensorType type) {
    ByteBuffer numbers = entry.data();
    ByteBuffer data = little(numbers.remaining() / 2);
    while (numbers.hasRemaining()) {
      int bits = Float.floatToRawIntBits(numbers.getFloat());
      data.putShort((short) (type == TensorType.BF16 ? bits >> 16 : half(bits)));
    }
    return new TensorEntry(entry.name(), type, entry.shape(), data.flip());
  }

  /** Of a float that half precision has, and has as a normal number. */
  private static int half(int bits) {
    int exponent = bits >> 23 & 0xFF;
    int sign = bits >> 16 & 0x8000;
    return exponent == 0 ? sign : sign | exponent - 127 + 15 << 10 | bits >> 13 & 0x3FF;
  }

  private static TensorEntry scalar(float value) {
    return new TensorEntry(
        "logit_scale", TensorType.F32, new long[0], little(4).putFloat(value).flip());
  }

  static TensorEntry random(SplittableRandom random, String name, long... shape) {
    int size = 1;
    for (long dimension : shape) {
      size = Math.toIntExact(size * dimension);
    }
    ByteBuffer data = little(4 * size);
    for (int i = 0; i < size; i++) {
      data.putFloat((random.nextInt(255) - 127) / 256f);
    }
    return new TensorEntry(name, TensorType.F32, shape, data.flip());
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
