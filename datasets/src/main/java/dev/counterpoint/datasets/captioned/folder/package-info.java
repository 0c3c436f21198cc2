/** Folders of pictures with a text beside each. */
package dev.counterpoint.datasets.captioned.folder;
