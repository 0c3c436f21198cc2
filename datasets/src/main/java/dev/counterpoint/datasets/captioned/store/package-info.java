/** Keys, captions and fields of a million pictures in little memory; pictures that are files. */
package dev.counterpoint.datasets.captioned.store;
