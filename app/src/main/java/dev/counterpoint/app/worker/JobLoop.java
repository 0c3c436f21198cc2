package dev.counterpoint.app.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.app.device.Allocator;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * The life of a process that does jobs: the one that started it sends a command line as a JSON
 * array per line, and is told by an event when it is done. It ends when no more can come.
 */
public final class JobLoop {

  /** The command of this program that runs it. */
  public static final String COMMAND = "do-jobs";

  /** Ends on the standard error what was said of a job. */
  static final String END_OF_LOG = "\u0004 end of job";

  /** The event on the standard output at the end of a job, with its exit code. */
  static final String FINISHED = "finished";

  private static final ObjectMapper JSON = new ObjectMapper();

  private JobLoop() {}

  /**
   * Does jobs until the standard input ends.
   *
   * @param program runs a command line and returns its exit code
   * @param interrupted the exit code of work that was stopped by a signal: the last of this process
   * @return exit code of the process
   */
  public static int run(ToIntFunction<String[]> program, int interrupted) {
    ParentInput parent = ParentInput.open();
    for (Optional<String> line = parent.next(); line.isPresent(); line = parent.next()) {
      int code = program.applyAsInt(arguments(line.get()));
      if (code == interrupted) {
        return code;
      }
      System.err.println(END_OF_LOG);
      System.err.flush();
      System.out.println(JSON.createObjectNode().put("event", FINISHED).put("code", code));
      System.out.flush();
      // Arrays that nobody holds any more are freed here, and not in the middle of the next job.
      System.gc();
      Allocator.giveBack();
    }
    return 0;
  }

  private static String[] arguments(String line) {
    try {
      return JSON.readValue(line, String[].class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("expected a JSON array of arguments", e);
    }
  }
}
