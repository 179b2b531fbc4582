"""The portal: a project's content as pages that people read. MkDocs Material draws the frame, the rest is ours."""
