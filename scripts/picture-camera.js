// The camera of the people in docs/images/: a drawn person, where the browser's fake device would
// show a green pie.
/* global document, MediaStream, Path2D -- the function runs in the page */

/** Who is in the picture. */
export const PEOPLE = [
  { wall: '#e9d8c3', light: '#fbf2e4', shirt: '#3f6f8f', skin: '#c98d66', hair: '#3a2720' },
  { wall: '#c7d3dc', light: '#eef3f6', shirt: '#b9573d', skin: '#e8bb98', hair: '#6b4226' },
];

/** In the page: puts a person before its camera. */
export function placePerson({ wall, light, shirt, skin, hair }) {
  const { mediaDevices } = navigator;
  if (!mediaDevices) return;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await open(constraints);
    if (stream.getVideoTracks().length === 0) return stream;
    for (const track of stream.getVideoTracks()) track.stop();
    return new MediaStream([...stream.getAudioTracks(), ...film().getVideoTracks()]);
  };

  function film() {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 1280, height: 720 });
    const context = canvas.getContext('2d');
    draw(context);
    // A stream has pictures while its canvas is drawn on.
    setInterval(() => draw(context), 100);
    return canvas.captureStream(10);
  }

  function draw(context) {
    const room = context.createRadialGradient(900, 120, 60, 760, 260, 1000);
    room.addColorStop(0, light);
    room.addColorStop(1, wall);
    context.fillStyle = room;
    context.fillRect(0, 0, 1280, 720);
    context.fillStyle = 'rgb(255 255 255 / 0.35)';
    context.fillRect(940, 60, 220, 300);
    context.fillStyle = 'rgb(60 40 20 / 0.12)';
    context.fillRect(90, 250, 330, 14);
    for (const [index, height] of [120, 150, 105, 140, 125].entries()) {
      context.fillRect(110 + index * 46, 250 - height, 34, height);
    }
    const shapes = [
      [hair, 'M500 330 C480 130 800 130 780 330 L790 430 C760 470 520 470 490 430 Z'],
      [shirt, 'M340 720 C350 560 450 525 640 525 C830 525 930 560 940 720 Z'],
      [skin, 'M580 430 L700 430 L706 530 C680 575 600 575 574 530 Z'],
      [
        skin,
        'M525 300 C525 180 755 180 755 300 C755 420 705 475 640 475 C575 475 525 420 525 300 Z',
      ],
      [
        hair,
        'M515 320 C500 160 620 150 660 165 C760 160 780 240 766 320 C740 290 700 260 660 225 C620 265 560 280 515 320 Z',
      ],
    ];
    for (const [color, path] of shapes) {
      context.fillStyle = color;
      context.fill(new Path2D(path));
    }
    context.strokeStyle = 'rgb(60 20 10 / 0.55)';
    context.lineWidth = 7;
    context.lineCap = 'round';
    for (const stroke of [
      'M585 325 L585 335',
      'M695 325 L695 335',
      'M600 400 C620 422 660 422 680 400',
    ]) {
      context.stroke(new Path2D(stroke));
    }
  }
}
