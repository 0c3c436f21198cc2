/**
 * A picture and a statement about it that is true or false: NLVR, and scenes drawn in its place.
 */
package dev.counterpoint.datasets.nlvr;
