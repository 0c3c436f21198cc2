package dev.counterpoint.inference.runtime;

import java.nio.FloatBuffer;

/**
 * Buffers for a number of pictures, used again and again; for one thread at a time.
 *
 * @param pixels {@code (capacity, 3, H, W)}, direct
 * @param results room for {@code capacity} results of any output, direct
 */
public record Workspace(FloatBuffer pixels, FloatBuffer results) {}
