package dev.counterpoint.inference.runtime;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** Workspaces of one size: as many as there were threads at once, kept for the next. */
public final class Workspaces {

  private final int pixels;
  private final int results;
  private final Queue<Workspace> free = new ConcurrentLinkedQueue<>();

  /**
   * None at first.
   *
   * @param capacity pictures of each
   * @param pixels numbers of a picture
   * @param width numbers of the widest result
   */
  public Workspaces(int capacity, int pixels, int width) {
    this.pixels = Math.multiplyExact(capacity, pixels);
    this.results = Math.multiplyExact(capacity, width);
  }

  /** Does something with a workspace that nobody else has meanwhile. */
  public <T> T with(Function<Workspace, T> work) {
    Workspace taken = free.poll();
    Workspace workspace =
        taken != null
            ? taken
            : new Workspace(ImageSession.direct(pixels), ImageSession.direct(results));
    try {
      return work.apply(workspace);
    } finally {
      workspace.pixels().clear();
      workspace.results().clear();
      free.add(workspace);
    }
  }
}
