package dev.counterpoint.inference;

import dev.counterpoint.inference.runtime.ImageSession;
import dev.counterpoint.inference.runtime.RuntimeOptions;
import dev.counterpoint.inference.runtime.Workspace;
import dev.counterpoint.inference.runtime.Workspaces;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Prepared pictures in a buffer, encoded in batches by several threads. */
final class RawPictures {

  private final ImageSession session;
  private final RuntimeOptions options;
  private final Workspaces workspaces;
  private final String output;
  private final FloatBuffer pixels;
  private final FloatBuffer results;
  private final int width;
  private final int count;

  RawPictures(
      ImageSession session,
      RuntimeOptions options,
      Workspaces workspaces,
      String output,
      FloatBuffer pixels,
      FloatBuffer results,
      int width) {
    this.session = session;
    this.options = options;
    this.workspaces = workspaces;
    this.output = output;
    this.pixels = pixels.slice();
    this.results = results.slice();
    this.width = width;
    count = this.pixels.limit() / session.pixels();
    if (this.pixels.limit() != (long) count * session.pixels()
        || this.results.limit() != (long) count * width) {
      throw new IllegalArgumentException(
          "%d numbers are not pictures of %d, or %d numbers are not as many results of %d"
              .formatted(this.pixels.limit(), session.pixels(), this.results.limit(), width));
    }
  }

  void encode() {
    int batches = (count + options.batch() - 1) / options.batch();
    if (options.workers() == 1 || batches <= 1) {
      IntStream.range(0, batches).forEach(this::encode);
      return;
    }
    Iterator<Integer> numbers = IntStream.range(0, batches).iterator();
    try (Stream<Integer> done =
        new OrderedBatches<Integer, Integer>(numbers, 1, options.workers(), this::encodeOne)
            .stream()) {
      done.forEach(number -> {});
    }
  }

  private List<Integer> encodeOne(List<Integer> number) {
    encode(number.get(0));
    return number;
  }

  private void encode(int number) {
    int first = number * options.batch();
    int size = Math.min(options.batch(), count - first);
    FloatBuffer in = pixels.slice(first * session.pixels(), size * session.pixels());
    FloatBuffer out = results.slice(first * width, size * width);
    if (in.isDirect() && out.isDirect()) {
      session.run(in, output, out);
    } else {
      workspaces.with(workspace -> encodeByCopy(workspace, in, out));
    }
  }

  private Void encodeByCopy(Workspace workspace, FloatBuffer in, FloatBuffer out) {
    FloatBuffer results = workspace.results().limit(out.remaining());
    session.run(workspace.pixels().put(in).flip(), output, results);
    out.put(results);
    return null;
  }
}
