/** Search of very many vectors that does not look at all of them: a graph, by Lucene. */
package dev.counterpoint.inference.search.approximate;
