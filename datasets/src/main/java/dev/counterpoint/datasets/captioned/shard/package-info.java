/**
 * WebDataset shards: tar files in which the files of one example follow one another.
 *
 * <p>Nothing is consumed, everything is addressed. Opening scans the headers of all tars and keeps
 * where each picture and text lies, in some 50 bytes an example; from then on any example is read
 * by its index, by any number of threads. So the position of a run is (epoch, step) and no more:
 * there is no shuffle buffer to save, and no worker to bring to where it was.
 *
 * <p>How WebDataset's conventions are read:
 *
 * <ul>
 *   <li>The key of a file is its name up to the first dot behind the last slash; what follows is
 *       its extension, in any case. Files without a dot, or that begin with one, do not count.
 *   <li>Pictures: {@code jpg, jpeg, png, gif, bmp}; {@code webp} and others count as pictures that
 *       cannot be read. The first of an example is taken.
 *   <li>{@code txt} is one caption, however many lines it has. Without it, {@code caption,
 *       captions, text} or {@code sentence} of {@code json} is the caption, or a list of them.
 *   <li>Other scalar values of {@code json} are fields; {@code cls} is the field {@code label}.
 *   <li>A key that comes back within a shard, or has two files of one extension, is an error: the
 *       files of an example lie apart, and would be taken for two halves. In different shards a key
 *       may come again; it then names several examples, which a split by key keeps together.
 * </ul>
 */
package dev.counterpoint.datasets.captioned.shard;
