/** The files of a bundle, wherever they lie: by name, with their hashes. */
package dev.counterpoint.inference.files;
