package dev.counterpoint.onnx.recording;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * One part of an {@code NDIndex}.
 *
 * @param kind what it selects
 * @param parts its numbers or array: (index) when fixed; (from, to, step) with null for an open
 *     end; (array) for take and pick; empty otherwise
 */
public record IndexElement(Kind kind, List<Object> parts) {

  /** What a part of an index selects. */
  public enum Kind {
    /** One position; the axis disappears. */
    FIXED,
    /** A range with a step. */
    SLICE,
    /** The whole axis. */
    ALL,
    /** All axes that no other part names. */
    ELLIPSIS,
    /** A new axis of size 1. */
    NEW_AXIS,
    /** The positions that an array names. */
    TAKE,
    /** One position per element of the other axes. */
    PICK
  }

  public static IndexElement of(Kind kind, Object... parts) {
    return new IndexElement(kind, Collections.unmodifiableList(Arrays.asList(parts)));
  }
}
