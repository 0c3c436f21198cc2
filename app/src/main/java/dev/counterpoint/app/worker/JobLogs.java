package dev.counterpoint.app.worker;

import dev.counterpoint.app.file.FileNotWrittenException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Writes what a process says on its standard error to the log of the job that it does. The stream
 * is read to its end whatever happens to the files, so that the process is never held up.
 */
final class JobLogs {

  private final Semaphore ended = new Semaphore(0);

  /** What the process says when it starts, where no job has begun yet. */
  private final List<String> early = new ArrayList<>();

  private Path log;

  /**
   * Reads in a thread of its own.
   *
   * @param errors of the process; a line {@link JobLoop#END_OF_LOG} ends each job
   */
  JobLogs(BufferedReader errors) {
    Thread thread = new Thread(() -> read(errors), "job-log");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * What is said from now on goes to the end of this file.
   *
   * @throws FileNotWrittenException if it cannot be written
   */
  synchronized void begin(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, early, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new FileNotWrittenException(file, e);
    }
    early.clear();
    log = file;
  }

  /** Waits until all that was said of the job is written, or the process has ended. */
  void awaitEnd() throws InterruptedException {
    ended.acquire();
  }

  private void read(BufferedReader errors) {
    try (errors) {
      for (String line = errors.readLine(); line != null; line = errors.readLine()) {
        if (line.equals(JobLoop.END_OF_LOG)) {
          ended.release();
        } else {
          write(line);
        }
      }
    } catch (IOException e) {
      // As good as the end.
    } finally {
      ended.release();
    }
  }

  /** Few lines are said, and the file may be taken away between two of them. */
  private synchronized void write(String line) {
    if (log == null) {
      early.add(line);
      return;
    }
    try (Writer out =
        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(line + System.lineSeparator());
    } catch (IOException e) {
      // A full disk meets the job as well, which says so with its exit code.
    }
  }
}
