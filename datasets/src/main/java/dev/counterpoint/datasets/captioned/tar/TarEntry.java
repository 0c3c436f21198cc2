package dev.counterpoint.datasets.captioned.tar;

/**
 * A regular file within a tar.
 *
 * @param name relative, without {@code ./} before it, without {@code ..} in it
 * @param header where the first of its headers begins, in bytes
 * @param offset where its content begins, in bytes; a multiple of 512
 * @param size bytes of its content, all of them within the tar
 */
public record TarEntry(String name, long header, long offset, long size) {}
