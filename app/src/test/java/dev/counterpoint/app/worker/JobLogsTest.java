package dev.counterpoint.app.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JobLogsTest {

  @TempDir private Path folder;

  @Test
  void whatIsSaidBeforeTheFirstJobIsInItsLog() throws Exception {
    PipedReader errors = new PipedReader();
    try (PipedWriter process = new PipedWriter(errors)) {
      JobLogs logs = new JobLogs(new BufferedReader(errors));
      process.write("the process starts\n" + JobLoop.END_OF_LOG + "\n");
      process.flush();
      logs.awaitEnd();
      logs.begin(folder.resolve("first.log"));
      process.write("of the first\n" + JobLoop.END_OF_LOG + "\n");
      process.flush();
      logs.awaitEnd();
      logs.begin(folder.resolve("second.log"));
      process.write("of the second\n");
    }
    assertThat(folder.resolve("first.log")).hasContent("the process starts\nof the first");
    assertThat(Files.readString(folder.resolve("second.log"))).doesNotContain("first");
  }

  @Test
  void nobodyWaitsForAProcessThatHasEnded() throws Exception {
    PipedReader errors = new PipedReader();
    PipedWriter process = new PipedWriter(errors);
    JobLogs logs = new JobLogs(new BufferedReader(errors));
    logs.begin(folder.resolve("one.log"));
    process.write("no end of the job");
    process.close();
    logs.awaitEnd();
    assertThat(folder.resolve("one.log")).hasContent("no end of the job");
  }
}
