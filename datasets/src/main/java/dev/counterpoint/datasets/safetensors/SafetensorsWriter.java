package dev.counterpoint.datasets.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes safetensors files. The header is padded with spaces so that the data begin at a multiple
 * of 8, and the data go by falling size of number, as the reference implementation has it, so that
 * every tensor lies aligned; the header keeps the order of the entries. Equal files give equal
 * bytes.
 */
public final class SafetensorsWriter {

  private static final int ALIGNMENT = 8;
  private static final int CHUNK = 1 << 20;
  private static final JsonFactory JSON = new JsonFactory();

  private SafetensorsWriter() {}

  /**
   * Writes a file and flushes the stream, which stays open.
   *
   * @throws SafetensorsException if there are so many tensors that the header is over 100 MB
   * @throws IOException if the stream does not take it
   */
  public static void write(OutputStream out, SafetensorsFile file) throws IOException {
    List<TensorEntry> byFallingSize = new ArrayList<>(file.entries());
    byFallingSize.sort(
        Comparator.comparing((TensorEntry entry) -> entry.type().bytes()).reversed());
    byte[] header = header(file, byFallingSize);
    out.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .array());
    out.write(header);
    byte[] chunk = new byte[CHUNK];
    for (TensorEntry entry : byFallingSize) {
      ByteBuffer data = entry.data();
      while (data.hasRemaining()) {
        int length = Math.min(chunk.length, data.remaining());
        data.get(chunk, 0, length);
        out.write(chunk, 0, length);
      }
    }
    out.flush();
  }

  private static byte[] header(SafetensorsFile file, List<TensorEntry> inOrderOfData)
      throws IOException {
    Map<String, Long> starts = new HashMap<>();
    long end = 0;
    for (TensorEntry entry : inOrderOfData) {
      starts.put(entry.name(), end);
      end += entry.data().remaining();
    }
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(header)) {
      json.writeStartObject();
      if (!file.metadata().isEmpty()) {
        json.writeObjectFieldStart(TensorEntry.METADATA);
        for (Map.Entry<String, String> text : file.metadata().entrySet()) {
          json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
      }
      for (TensorEntry entry : file.entries()) {
        long start = starts.get(entry.name());
        json.writeObjectFieldStart(entry.name());
        json.writeStringField("dtype", entry.type().name());
        json.writeFieldName("shape");
        long[] shape = entry.shape();
        json.writeArray(shape, 0, shape.length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {start, start + entry.data().remaining()}, 0, 2);
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    while (header.size() % ALIGNMENT != 0) {
      header.write(' ');
    }
    if (header.size() > SafetensorsReader.MAX_HEADER_BYTES) {
      throw new SafetensorsException(
          "the header takes %d bytes; at most %d can be read again"
              .formatted(header.size(), SafetensorsReader.MAX_HEADER_BYTES));
    }
    return header.toByteArray();
  }
}
