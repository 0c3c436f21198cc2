package dev.counterpoint.app.doctor;

import dev.counterpoint.app.data.Digits;
import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.digits.DigitChoice;
import dev.counterpoint.datasets.digits.DigitFolder;
import dev.counterpoint.datasets.digits.DigitRequest;
import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.download.CacheFolder;
import dev.counterpoint.datasets.download.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where digits would come from, and the room there is; downloads nothing. */
public final class DataCheck {

  private static final long ROOM_NEEDED = 1L << 30;

  private final Host host;

  /** A check with these environment variables and this home. */
  public DataCheck(Host host) {
    this.host = host;
  }

  /** What was looked for and found. */
  public Section data(DigitRequest request) {
    Path cache = CacheFolder.of(host);
    return new Section(
        "Data",
        List.of(
            digits(request),
            room("cache", cache),
            room("this folder", Path.of("").toAbsolutePath())));
  }

  private static Finding digits(DigitRequest request) {
    String name = "digits";
    if (request.choice() == DigitChoice.RENDERED) {
      return Finding.of(name, "drawn by the program, as was asked for");
    }
    try {
      Optional<Path> folder = Digits.locate(request);
      if (folder.isEmpty()) {
        return new Finding(
            name,
            "not on this machine yet",
            "The first training downloads MNIST (11 MB); './counterpoint data fetch' does it now."
                + " Without a network, digits drawn by the program take its place.");
      }
      DigitSets digits = DigitFolder.load(folder.get());
      return Finding.of(
          name,
          "%s, %,d to train on and %,d to test on, in %s"
              .formatted(digits.name(), digits.train().size(), digits.test().size(), folder.get()));
    } catch (CounterpointException e) {
      return new Finding(name, e.problem(), e.remedy());
    }
  }

  private static Finding room(String name, Path folder) {
    Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    try {
      long free = Files.getFileStore(there == null ? Path.of("/") : there).getUsableSpace();
      boolean writable = there != null && Files.isWritable(there);
      return new Finding(
          name,
          "%s, %s free%s"
              .formatted(folder, MachineCheck.gigabytes(free), writable ? "" : ", not writable"),
          !writable
              ? "Choose another: COUNTERPOINT_CACHE for the cache, --out for runs."
              : free < ROOM_NEEDED
                  ? "PyTorch's libraries take 0.5 GB in DJL's cache, MNIST 0.1, a run about 0.01."
                  : "");
    } catch (IOException e) {
      return new Finding(name, folder + ": " + Finding.reason(e), "");
    }
  }
}
