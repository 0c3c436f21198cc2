/** Indexes of the pictures of a folder, kept up with what changes there. */
package dev.counterpoint.inference.search.folder;
