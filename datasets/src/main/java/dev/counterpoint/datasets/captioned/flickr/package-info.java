/** The files that Flickr8k and Flickr30k come with. */
package dev.counterpoint.datasets.captioned.flickr;
