export const face = {
  title: 'Your picture',
  more: 'Visitors see it, and your name, while you have the inbox open within the hours of the site. Without one they see your initials.',
  choose: 'Choose a picture',
  another: 'Choose another',
  chosen: 'The picture that you have chosen',
  remove: 'Take it away',
  save: 'Save',
  saved: 'Visitors see your picture now.',
  removed: 'Visitors see your initials now.',
  unreadable: 'This picture cannot be read here. Please choose a JPEG, PNG or WebP.',
};
