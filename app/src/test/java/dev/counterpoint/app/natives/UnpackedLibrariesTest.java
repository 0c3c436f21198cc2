package dev.counterpoint.app.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedLibrariesTest {

  private static final String LOCK = ".unpack.lock";

  @TempDir Path folder;

  private String classPath;
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void jars() throws IOException {
    classPath = FakeJars.write(folder.resolve("jars"));
  }

  @Test
  void allLibrariesAreUnpackedOnce() throws IOException {
    Path unpacked = cache(Disk.REAL).provide(libraries());
    for (LibrarySource source : LibrarySource.CUDA) {
      for (String name : source.libraries()) {
        assertThat(unpacked.resolve(name)).hasContent(FakeJars.content(name));
      }
    }
    assertThat(said).hasSize(2).first().asString().contains("31 CUDA libraries", "once");
    said.clear();
    assertThat(cache(new SmallDisk(0, 0)).provide(libraries())).isEqualTo(unpacked);
    assertThat(said).isEmpty();
    assertThat(content()).containsExactlyInAnyOrder(unpacked.getFileName().toString(), LOCK);
  }

  @Test
  void anotherVersionGetsAnotherFolder() throws IOException {
    Path first = cache(Disk.REAL).provide(libraries());
    List<PackedLibrary> others = new ArrayList<>(libraries());
    PackedLibrary last = others.remove(others.size() - 1);
    others.add(
        new PackedLibrary(last.name(), last.jar(), last.entry(), last.size(), last.crc() + 1));
    assertThat(cache(Disk.REAL).folder(others)).isNotEqualTo(first);
  }

  @Test
  void whatIsMissingOrCutIsNamedAndRepaired() throws IOException {
    Path unpacked = cache(Disk.REAL).provide(libraries());
    Files.delete(unpacked.resolve("libcudnn.so.9"));
    Files.writeString(unpacked.resolve("libc10.so"), "cut");
    assertThat(cache(Disk.REAL).damage(libraries()))
        .containsExactly("libc10.so: expected 23 bytes, found 3", "libcudnn.so.9: missing");
    cache(Disk.REAL).provide(libraries());
    assertThat(cache(Disk.REAL).damage(libraries())).isEmpty();
    assertThat(unpacked.resolve("libc10.so")).hasContent(FakeJars.content("libc10.so"));
  }

  @Test
  void aFolderWithoutItsListIsNotTrusted() throws IOException {
    Path unpacked = cache(Disk.REAL).provide(libraries());
    Files.delete(unpacked.resolve(UnpackedLibraries.MANIFEST));
    assertThat(cache(Disk.REAL).damage(libraries())).containsExactly("manifest.txt: missing");
    cache(Disk.REAL).provide(libraries());
    assertThat(unpacked.resolve(UnpackedLibraries.MANIFEST)).isNotEmptyFile();
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws IOException {
    Path left = Files.createDirectories(cacheFolder().resolve(".cuda-0123.part"));
    Files.writeString(left.resolve("libc10.so"), "half");
    Path unpacked = cache(Disk.REAL).provide(libraries());
    assertThat(content()).containsExactlyInAnyOrder(unpacked.getFileName().toString(), LOCK);
  }

  @Test
  void aCorruptLibraryIsNamedAndNothingIsLeft() throws IOException {
    Path jar = folder.resolve("jars/cuda-1.2.3-linux-x86_64-redist.jar");
    byte[] bytes = Files.readAllBytes(jar);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.indexOf("what would be libcudnn_ops.so.9")] ^= 1;
    Files.write(jar, bytes);
    assertThatThrownBy(() -> cache(Disk.REAL).provide(libraries()))
        .isInstanceOf(NativesException.CorruptJar.class)
        .hasMessageContaining(jar + ": is not in order")
        .hasMessageContaining("libcudnn_ops.so.9: expected 31 bytes with CRC")
        .hasMessageContaining("Delete this file");
    assertThat(content()).containsExactly(LOCK);
  }

  @Test
  void aJarThatIsCutIsNamed() throws IOException {
    Path jar = folder.resolve("jars/pytorch-1.2.3-linux-x86_64-gpu.jar");
    byte[] bytes = Files.readAllBytes(jar);
    Files.write(jar, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(this::libraries)
        .isInstanceOf(NativesException.CorruptJar.class)
        .hasMessageContaining(jar + ": is not in order");
  }

  @Test
  void aFullDiskIsSeenBeforeTheFirstByte() throws IOException {
    assertThatThrownBy(() -> cache(new SmallDisk(100, 100)).provide(libraries()))
        .isInstanceOf(NativesException.NoRoom.class)
        .hasMessageContaining("need 0.0 GB, there are 0.0 GB free")
        .hasMessageContaining("COUNTERPOINT_CACHE");
    assertThat(content()).containsExactly(LOCK);
  }

  @Test
  void aDiskThatFillsMeanwhileLeavesNothing() throws IOException {
    assertThatThrownBy(() -> cache(new SmallDisk(1 << 20, 100)).provide(libraries()))
        .isInstanceOf(NativesException.NotUnpacked.class)
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("COUNTERPOINT_CACHE");
    assertThat(content()).containsExactly(LOCK);
    // With room again, all is well.
    assertThat(cache(Disk.REAL).damage(libraries())).isNotEmpty();
    cache(Disk.REAL).provide(libraries());
    assertThat(cache(Disk.REAL).damage(libraries())).isEmpty();
  }

  @Test
  void whoeverComesSecondWaitsForTheFirst() throws Exception {
    SlowDisk disk = new SlowDisk();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Path> first = threads.submit(() -> cache(disk).provide(libraries()));
      assertThat(disk.began.await(20, TimeUnit.SECONDS)).isTrue();
      CountDownLatch waiting = new CountDownLatch(1);
      Future<Path> second =
          threads.submit(
              () ->
                  new UnpackedLibraries(
                          cacheFolder(),
                          disk,
                          text -> {
                            said.add(text);
                            waiting.countDown();
                          })
                      .provide(libraries()));
      assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(second.isDone()).isFalse();
      disk.goOn.countDown();
      assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(first.get(20, TimeUnit.SECONDS));
      assertThat(said).contains("Another process is unpacking CUDA libraries; waiting.");
      assertThat(disk.files).hasValue(libraries().size() + 1);
    } finally {
      disk.goOn.countDown();
      threads.shutdownNow();
    }
  }

  private Path cacheFolder() {
    return folder.resolve("cache/natives");
  }

  private UnpackedLibraries cache(Disk disk) {
    return new UnpackedLibraries(cacheFolder(), disk, said::add);
  }

  private List<PackedLibrary> libraries() {
    return PackedLibrary.find(classPath, LibrarySource.CUDA);
  }

  private List<String> content() throws IOException {
    try (Stream<Path> files = Files.list(cacheFolder())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Announces some room and takes fewer bytes. */
  private static final class SmallDisk implements Disk {
    private final long announced;
    private long left;

    SmallDisk(long announced, long left) {
      this.announced = announced;
      this.left = left;
    }

    @Override
    public long room(Path folder) {
      return announced;
    }

    @Override
    public OutputStream create(Path file) throws IOException {
      return new FilterOutputStream(REAL.create(file)) {
        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
          left -= count;
          if (left < 0) {
            throw new IOException("No space left on device");
          }
          out.write(bytes, from, count);
        }
      };
    }
  }

  /** Stops at the first file until it may go on. */
  private static final class SlowDisk implements Disk {
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger files = new AtomicInteger();

    @Override
    public long room(Path folder) {
      return Long.MAX_VALUE;
    }

    @Override
    public OutputStream create(Path file) throws IOException {
      files.incrementAndGet();
      began.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return REAL.create(file);
    }
  }
}
