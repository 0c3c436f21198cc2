/** COCO's annotation files of captions. */
package dev.counterpoint.datasets.captioned.coco;
