package dev.counterpoint.datasets.captioned.loading;

import dev.counterpoint.datasets.captioned.Description;

/**
 * One picture with what is said of it.
 *
 * @param bytes {@code (C, height, width)} uint8 as prepared; not copied, do not change
 * @param description captions and fields
 */
public record LoadedPicture(byte[] bytes, Description description) {}
