package dev.counterpoint.app.checkpoint;

import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.safetensors.SafetensorsFile;
import dev.counterpoint.datasets.safetensors.SafetensorsReader;
import dev.counterpoint.datasets.safetensors.SafetensorsWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The checkpoints of a run: one safetensors file each, and beside it its SHA-256 in the form of
 * {@code sha256sum}. A file is written under another name, forced to the disk and moved into place,
 * so that a checkpoint under its own name is whole; the one before it is kept.
 */
public final class CheckpointStore {

  private static final String SUFFIX = ".safetensors";
  private static final String HASH_SUFFIX = ".safetensors.sha256";
  private static final int KEPT = 2;

  private final Path folder;
  private final Opener opener;

  /** Opens a file for writing; tests put a full disk here. */
  @FunctionalInterface
  interface Opener {
    /** A channel to a new or emptied file. */
    FileChannel open(Path file) throws IOException;
  }

  /**
   * The store of a folder; created with the first checkpoint.
   *
   * @param folder holds checkpoints only
   */
  public CheckpointStore(Path folder) {
    this(
        folder,
        file ->
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE));
  }

  CheckpointStore(Path folder, Opener opener) {
    this.folder = folder;
    this.opener = opener;
  }

  /**
   * Saves a checkpoint and lets go of those before the last one.
   *
   * @throws CheckpointException if it cannot be written; those written before are untouched
   */
  public Path save(TrainState state) {
    Path file = folder.resolve("step-%09d".formatted(state.step()) + SUFFIX);
    Path part = folder.resolve(file.getFileName() + ".part");
    Path hash = hashOf(file);
    Path hashPart = folder.resolve(hash.getFileName() + ".part");
    try {
      Files.createDirectories(folder);
      String digest = write(part, state.toSafetensors());
      try (FileChannel channel = opener.open(hashPart)) {
        OutputStream out = Channels.newOutputStream(channel);
        out.write((digest + "  " + file.getFileName() + "\n").getBytes());
        channel.force(true);
      }
      Files.move(
          hashPart, hash, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      removeOld();
      return file;
    } catch (IOException e) {
      deleteQuietly(part);
      deleteQuietly(hashPart);
      throw new CheckpointException(
          "checkpoint %s cannot be written: %s".formatted(file, e.getMessage()),
          "Make room or choose another --out; what was saved before is whole and --resume"
              + " continues from it.",
          e);
    }
  }

  /**
   * The newest checkpoint that is whole.
   *
   * @param warning told of each newer one that is not, with its name and what is wrong
   * @return empty if there is no checkpoint at all
   * @throws CheckpointException if there are checkpoints and none is whole
   */
  public Optional<TrainState> newest(Consumer<String> warning) {
    List<Path> files = files();
    String last = "";
    for (Path file : files) {
      try {
        verify(file);
        return Optional.of(TrainState.fromSafetensors(SafetensorsReader.read(file)));
      } catch (IOException e) {
        last = "checkpoint " + file + " is not whole: " + e.getMessage();
      } catch (CounterpointException e) {
        last = "checkpoint " + file + " is not whole: " + e.problem();
      }
      warning.accept(last);
    }
    if (files.isEmpty()) {
      return Optional.empty();
    }
    throw new CheckpointException(
        "no checkpoint of " + folder + " is whole; the oldest: " + last,
        "Delete the folder to start this run again from its first step.",
        null);
  }

  /** The checkpoints, newest first. */
  public List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      List<Path> files = new ArrayList<>(found.filter(f -> f.toString().endsWith(SUFFIX)).toList());
      files.sort(Comparator.comparing(Path::getFileName).reversed());
      return files;
    } catch (IOException e) {
      throw new CheckpointException(
          "folder " + folder + " cannot be listed: " + e.getMessage(), "", e);
    }
  }

  private String write(Path part, SafetensorsFile content) throws IOException {
    MessageDigest digest = sha256();
    try (FileChannel channel = opener.open(part)) {
      OutputStream out =
          new BufferedOutputStream(
              new DigestOutputStream(Channels.newOutputStream(channel), digest), 1 << 16);
      SafetensorsWriter.write(out, content);
      out.flush();
      channel.force(true);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void verify(Path file) throws IOException {
    Path hash = hashOf(file);
    if (!Files.isRegularFile(hash)) {
      throw new IOException("its checksum " + hash.getFileName() + " is missing");
    }
    String expected = Files.readString(hash).split("\\s+", 2)[0];
    MessageDigest digest = sha256();
    try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    String found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(expected)) {
      throw new IOException(
          "SHA-256 is %s…, expected %s… (%d bytes)"
              .formatted(
                  found.substring(0, 12),
                  expected.substring(0, Math.min(12, expected.length())),
                  Files.size(file)));
    }
  }

  private void removeOld() throws IOException {
    List<Path> files = files();
    for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
      Files.deleteIfExists(old);
      Files.deleteIfExists(hashOf(old));
    }
  }

  private Path hashOf(Path file) {
    String name = file.getFileName().toString();
    return folder.resolve(name.substring(0, name.length() - SUFFIX.length()) + HASH_SUFFIX);
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The error that led here is the one to tell.
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
