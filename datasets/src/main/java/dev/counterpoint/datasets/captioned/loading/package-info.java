/**
 * From captioned pictures on a disk to batches in memory, ahead of the device.
 *
 * <pre>{@code
 * ExampleOrder order = new ShuffledOrder(training, seed.purpose("order"));
 * LoadingOptions options = LoadingOptions.of(256, PicturePreparation.unit(64, 64, Resize.PAD));
 * try (PictureLoader loader = new PictureLoader(pictures, order, options, seed)) {
 *   try (LoadedBatch batch = loader.load(epoch, step)) {
 *     NDArray bytes = manager.create(batch.pixels(), batch.shape(), DataType.UINT8);
 *   }
 * }
 * }</pre>
 *
 * <p>A batch is a function of (epoch, step): a loader opened anew in the middle of an epoch gives
 * the same bytes, and so do any numbers of threads, batches ahead and bytes of cache. Memory is
 * bounded: the batches ahead, one picture a thread, the cache.
 */
package dev.counterpoint.datasets.captioned.loading;
