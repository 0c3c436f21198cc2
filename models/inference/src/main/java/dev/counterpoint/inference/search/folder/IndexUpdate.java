package dev.counterpoint.inference.search.folder;

import dev.counterpoint.inference.search.EmbeddingIndex;

/**
 * What an update did.
 *
 * @param index as it is now
 * @param encoded pictures that were new or had changed
 * @param removed pictures that are no longer there
 * @param kept pictures that were left as they were, those that cannot be read among them
 */
public record IndexUpdate(EmbeddingIndex index, int encoded, int removed, int kept) {

  /** Whether the file was written. */
  public boolean changed() {
    return encoded > 0 || removed > 0;
  }
}
