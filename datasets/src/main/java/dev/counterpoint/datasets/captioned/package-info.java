/** Pictures with captions: what a data set of them is, whatever format it has. */
package dev.counterpoint.datasets.captioned;
