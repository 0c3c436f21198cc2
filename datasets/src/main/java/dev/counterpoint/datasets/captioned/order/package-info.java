/**
 * Which example comes when.
 *
 * <p>An order is a pure function from the epoch to a list of indices: it remembers nothing, and
 * gives the same list whenever it is asked. So the position of a run is (epoch, step), and a run
 * that was stopped in the middle of an epoch goes on there without reading what came before.
 *
 * <ul>
 *   <li>{@link dev.counterpoint.datasets.captioned.order.ShuffledOrder}: all orders are equally
 *       likely; for what can be read at any place as fast as in sequence.
 *   <li>{@link dev.counterpoint.datasets.captioned.order.ShardOrder}: shard by shard through a
 *       shuffle buffer, as WebDataset does; reads stay together, for spinning and network disks.
 *   <li>{@link dev.counterpoint.datasets.captioned.order.MixedOrder}: several orders with weights.
 * </ul>
 */
package dev.counterpoint.datasets.captioned.order;
