package dev.counterpoint.datasets.text.bpe;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes a trained vocabulary as a Hugging Face tokenizer.json of the same form as CLIP's. */
final class TokenizerWriter {

  /** Marks the last token of a word. */
  static final String SUFFIX = "</w>";

  private final BpeSettings settings;
  private final JsonGenerator json;
  private final List<String> tokens = new ArrayList<>();

  private TokenizerWriter(BpeSettings settings, JsonGenerator json) {
    this.settings = settings;
    this.json = json;
  }

  /** The token of one byte: ids 0 to 255 inside a word, 256 to 511 at its end. */
  static String byteToken(int id) {
    char character = ByteAlphabet.character(id % ByteAlphabet.SIZE);
    return id < ByteAlphabet.SIZE ? Character.toString(character) : character + SUFFIX;
  }

  static byte[] write(BpeSettings settings, List<BpeTrainer.Merge> merges) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      new TokenizerWriter(settings, json).write(merges);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory does not fail", e);
    }
    return out.toByteArray();
  }

  private void write(List<BpeTrainer.Merge> merges) throws IOException {
    for (int b = 0; b < 2 * ByteAlphabet.SIZE; b++) {
      tokens.add(byteToken(b));
    }
    for (BpeTrainer.Merge merge : merges) {
      tokens.add(tokens.get(merge.left()) + tokens.get(merge.right()));
    }
    int start = tokens.size();
    tokens.addAll(List.of(BpeSettings.START, BpeSettings.END, BpeSettings.PAD));
    json.writeStartObject();
    json.writeStringField("version", "1.0");
    json.writeNullField("truncation");
    json.writeNullField("padding");
    json.writeArrayFieldStart("added_tokens");
    for (int id = start; id < tokens.size(); id++) {
      writeAddedToken(id);
    }
    json.writeEndArray();
    writeNormalizer();
    writePreTokenizer();
    writePostProcessor(start);
    writeDecoder();
    writeModel(merges);
    json.writeEndObject();
  }

  private void writeAddedToken(int id) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeStringField("content", tokens.get(id));
    for (String property : List.of("single_word", "lstrip", "rstrip", "normalized")) {
      json.writeBooleanField(property, false);
    }
    json.writeBooleanField("special", true);
    json.writeEndObject();
  }

  private void writeNormalizer() throws IOException {
    startSequence("normalizer", "normalizers");
    writeType("NFC");
    json.writeEndObject();
    writeReplace("Regex", "\\s+", " ");
    if (settings.lowerCase()) {
      writeType("Lowercase");
      json.writeEndObject();
    }
    endSequence();
  }

  private void writePreTokenizer() throws IOException {
    startSequence("pre_tokenizer", "pretokenizers");
    writeType("Split");
    json.writeObjectFieldStart("pattern");
    json.writeStringField("Regex", CaptionWords.PATTERN);
    json.writeEndObject();
    json.writeStringField("behavior", "Removed");
    json.writeBooleanField("invert", true);
    json.writeEndObject();
    writeByteLevel();
    endSequence();
  }

  private void writePostProcessor(int start) throws IOException {
    json.writeFieldName("post_processor");
    writeType("RobertaProcessing");
    writeNamed("sep", BpeSettings.END, start + 1);
    writeNamed("cls", BpeSettings.START, start);
    json.writeBooleanField("trim_offsets", false);
    json.writeBooleanField("add_prefix_space", false);
    json.writeEndObject();
  }

  private void writeNamed(String field, String token, int id) throws IOException {
    json.writeArrayFieldStart(field);
    json.writeString(token);
    json.writeNumber(id);
    json.writeEndArray();
  }

  private void writeDecoder() throws IOException {
    startSequence("decoder", "decoders");
    writeByteLevel();
    writeReplace("String", SUFFIX, " ");
    endSequence();
  }

  private void writeModel(List<BpeTrainer.Merge> merges) throws IOException {
    json.writeFieldName("model");
    writeType("BPE");
    json.writeNullField("dropout");
    json.writeStringField("unk_token", BpeSettings.END);
    json.writeStringField("continuing_subword_prefix", "");
    json.writeStringField("end_of_word_suffix", SUFFIX);
    json.writeBooleanField("fuse_unk", false);
    json.writeObjectFieldStart("vocab");
    for (int id = 0; id < tokens.size(); id++) {
      json.writeNumberField(tokens.get(id), id);
    }
    json.writeEndObject();
    json.writeArrayFieldStart("merges");
    for (BpeTrainer.Merge merge : merges) {
      json.writeString(tokens.get(merge.left()) + " " + tokens.get(merge.right()));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeByteLevel() throws IOException {
    writeType("ByteLevel");
    json.writeBooleanField("add_prefix_space", false);
    json.writeBooleanField("trim_offsets", true);
    // Each word comes out of the pattern of GPT-2 whole; as in CLIP's file.
    json.writeBooleanField("use_regex", true);
    json.writeEndObject();
  }

  private void writeReplace(String kind, String pattern, String content) throws IOException {
    writeType("Replace");
    json.writeObjectFieldStart("pattern");
    json.writeStringField(kind, pattern);
    json.writeEndObject();
    json.writeStringField("content", content);
    json.writeEndObject();
  }

  private void writeType(String type) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", type);
  }

  private void startSequence(String field, String parts) throws IOException {
    json.writeFieldName(field);
    writeType("Sequence");
    json.writeArrayFieldStart(parts);
  }

  private void endSequence() throws IOException {
    json.writeEndArray();
    json.writeEndObject();
  }
}
