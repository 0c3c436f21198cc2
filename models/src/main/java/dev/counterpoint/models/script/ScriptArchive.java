package dev.counterpoint.models.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The file in which PyTorch saves a scripted module: a zip whose entries are not compressed, with
 * the source of its class, its attributes and its constants as pickles, and a version.
 */
final class ScriptArchive {

  /** File format that libtorch 1.6 and later read. */
  private static final String VERSION = "3\n";

  /** Protocol 2: a new object of the class, its attribute {@code training} false. */
  private static final String MODULE =
      "\u0080\u0002c__torch__\nFunction\n)\u0081}X\u0008\0\0\0training\u0089sb.";

  /** Protocol 2: an empty tuple. */
  private static final String CONSTANTS = "\u0080\u0002).";

  private ScriptArchive() {}

  /** A module without parameters whose one method has these arguments and statements. */
  static byte[] of(List<String> lists, List<String> numbers, String statements) {
    String arguments =
        Stream.concat(
                lists.stream().map(name -> ", " + name + ": List[Tensor]"),
                numbers.stream().map(name -> ", " + name + ": float"))
            .collect(Collectors.joining());
    String source =
        """
        class Function(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def forward(self: __torch__.Function%s) -> None:
        %s    return None
        """
            .formatted(arguments, statements.indent(4));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "data.pkl", MODULE.getBytes(StandardCharsets.ISO_8859_1));
      store(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      store(zip, "constants.pkl", CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
      store(zip, "version", VERSION.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry("function/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
